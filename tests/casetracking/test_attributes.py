"""The documented list of attributes says exactly what the roll-up tells."""

import yaml

from tests.casetracking.cld.made import rolled, small
from tests.house.rooms import ROOT

LISTED = yaml.safe_load((ROOT / "fixtures" / "casetracking" / "attributes.yaml").read_text(encoding="utf-8"))


def test_every_attribute_of_the_roll_up_is_documented():
    told = rolled(small({})).attributes
    listed = [one for one in LISTED["attributes"] if one["from"] != "council"]
    assert [(a.slug, a.kind, list(a.choices)) for a in told] == [
        (one["slug"], one["kind"], one.get("choices", [])) for one in listed
    ]


def test_every_attribute_says_what_it_is():
    slugs = [one["slug"] for one in LISTED["attributes"]]
    assert len(slugs) == len(set(slugs))
    for one in LISTED["attributes"]:
        assert one["title"], one
        assert one["description"], one
        assert one["kind"] in {"yes/no", "choice", "number"}
    assert LISTED["source"]
