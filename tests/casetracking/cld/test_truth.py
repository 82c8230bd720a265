"""Every attribute of every invented person is what was invented, whatever faults the file has."""

from collections import Counter

import pytest

from casetracking.cld import references
from casetracking.synthetic import writing
from tests.casetracking.cld.made import KEY, made, rolled

FILES = [
    {"people": 3000, "seed": 11},
    {"people": 2000, "seed": 12, "release": 1, "encoding": "cp1252", "date_format": "%d-%b-%Y"},
    {"people": 1500, "seed": 13, "delimiter": ";", "encoding": "utf-8-sig", "date_format": "%Y-%m-%d"},
    {"people": 1500, "seed": 14, "delimiter": "\t", "encoding": "utf-16", "date_format": "%Y-%m-%d 00:00:00"},
    {"people": 500, "seed": 15, "faults": False},
]


@pytest.fixture(params=FILES, ids=lambda settings: f"seed {settings['seed']}")
def file(request):
    return made(**request.param)


def test_every_attribute_of_every_person_is_the_truth(file):
    data, what, settings = file
    told = {profile.reference: profile for profile in rolled(data).profiles()}
    wrong = []
    for true in writing.truths(settings, what):
        profile = told.pop(references.reference(true["local_ids"][0], KEY))
        wrong += [
            (true["local_ids"], slug, value, profile.values[slug])
            for slug, value in true["attributes"].items()
            if profile.values[slug] != value or type(profile.values[slug]) is not type(value)
        ]
        assert set(profile.values) == set(true["attributes"])
    assert not told, "people nobody invented"
    assert not wrong[:10]


def test_linked_groups_are_those_that_were_invented(file):
    data, what, settings = file
    group_of = {profile.reference: profile.group for profile in rolled(data).profiles()}
    pairs = set()
    for true in writing.truths(settings, what):
        pairs.add((true["group"], group_of[references.reference(true["local_ids"][0], KEY)]))
    assert len(pairs) == len({left for left, _ in pairs}) == len({right for _, right in pairs})
    assert (0, 0) in pairs


def test_every_kind_of_planted_fault_is_found_and_counted():
    data, what, _settings = made(**FILES[0])
    counts = rolled(data).counts
    planted = Counter(fault.kind for fault in what.planted)
    assert set(planted) >= {
        "no-nhs-number", "two-local-ids", "born-1900", "bare-white", "transition-at-70", "transition-to-check",
        "conflicting-reason", "conflicting-ethnicity", "restarted-on-1-april", "exact-duplicate", "two-outcomes",
        "end-before-start", "death-before-event", "open-equipment",
    }  # fmt: skip
    assert counts["no-nhs-number"] == planted["no-nhs-number"]
    assert counts["several-local-ids"] == planted["two-local-ids"]
    assert counts["born-too-early"] == planted["born-1900"]
    assert counts["transition-too-old"] >= planted["transition-at-70"]
    assert counts["transition-to-check"] >= planted["transition-to-check"]
    assert counts["end-before-start"] == planted["end-before-start"]
    assert counts["death-before-event"] == planted["death-before-event"]
    assert counts["conflicting-ethnicity"] == planted["conflicting-ethnicity"]
    assert counts["conflicting-reason"] == planted["conflicting-reason"]
    assert counts["two-outcomes"] > 0
    assert counts["duplicate-rows"] > counts["two-outcomes"]
    assert counts["open-equipment"] > 0
    assert counts["starts-on-1-april"] > 0
    assert counts["blank-mechanism"] > 0
    assert counts["negative-figure"] > 0


def test_release_1_wording_is_noticed():
    data, _, _ = made(**FILES[1])
    assert rolled(data).counts["release-1"] > 1000
    data, _, _ = made(**FILES[0])
    assert rolled(data).counts.get("release-1", 0) == 0


def test_the_bare_white_is_listed_in_its_own_words():
    data, _what, _ = made(**FILES[0])
    (unmapped,) = rolled(data).unmapped
    assert unmapped["column"] == "Ethnicity"
    assert [value for value, _ in unmapped["values"]] == ["White"]
    assert unmapped["not_told"] == 0
