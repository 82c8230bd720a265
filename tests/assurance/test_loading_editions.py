"""Loading editions and starting prompts into the database, and councils taking them over."""

import pytest

from assurance.models import (
    Edition,
    Event,
    EvidenceCategory,
    IStatement,
    Part,
    Prompt,
    PromptSet,
    QualityStatement,
    Subtopic,
)
from assurance.operations import councils, prompts
from assurance.operations.editions import EditionRefused, adopt_prompt_set, load_edition, load_prompt_set
from tests.assurance.on_file import BY_CATEGORY, DIRECT, FIXTURES, STATEMENTS, content, data

pytestmark = pytest.mark.django_db
STARTING_SET = (FIXTURES / "prompts" / "starting-set.yaml").read_bytes()


def later(old: str = "cqc-2025-06", new: str = "cqc-2030-01") -> bytes:
    """A new edition: the reviewed one under another name."""
    return content(DIRECT).replace(old.encode(), new.encode(), 1)


def ours(edition: Edition) -> PromptSet:
    """The starting set beside an edition."""
    return PromptSet.objects.get(edition=edition, council=None)


def topics_of(prompt_set: PromptSet) -> list:
    """Everything a set asks, in order."""
    return [
        (s.statement.slug, s.number, s.title, [p.text for p in s.prompts.order_by("number")])
        for s in prompt_set.subtopics.select_related("statement").order_by("statement__number", "number")
    ]


def parts_of(prompt_set: PromptSet) -> list:
    return list(
        prompt_set.parts.order_by("number").values_list("number", "slug", "title", "help", "scope", "retired")
    )


def counts() -> tuple:
    models = (Edition, QualityStatement, IStatement, EvidenceCategory, PromptSet, Part, Subtopic, Prompt, Event)
    return tuple(model.objects.count() for model in models)


# --- Editions -------------------------------------------------------------------------------------------------------


def test_a_new_edition_is_added_with_everything_in_its_file(now, callum):
    edition, outcome = load_edition(content=later(), by=callum, at=now)
    edition = Edition.objects.get(pk=edition.pk)
    assert outcome == "added"
    assert (edition.slug, str(edition.published_on), edition.loaded_at) == ("cqc-2030-01", "2025-06-30", now)
    found = list(edition.statements.in_order())
    assert [(s.slug, s.theme.slug) for s in found] == list(STATEMENTS)
    assert [s.number for s in found] == list(range(1, 10))
    assert [len(s.i_statements.all()) for s in found] == [2, 2, 1, 1, 1, 2, 1, 0, 0]
    assert [c.slug for c in edition.evidence_categories.order_by("number")] == [
        c["slug"] for c in data(DIRECT)["evidence_categories"]
    ]
    assert edition.method.name == "direct"
    event = Event.objects.order_by("pk").last()
    assert (event.verb, event.actor_name) == ("added the edition", "Callum Reeve")
    assert event.after == {"sha256": edition.content_sha256}


@pytest.mark.parametrize("edition", [DIRECT, BY_CATEGORY])
def test_loading_the_same_edition_again_changes_nothing(edition, now):
    before = counts()
    loaded = Edition.objects.get(slug=edition)
    again, outcome = load_edition(content=content(edition), by=None, at=now)
    assert (again, outcome, counts()) == (loaded, "unchanged", before)


def test_another_layout_of_the_same_content_changes_nothing(now):
    assert load_edition(content=b"# reviewed again\n" + content(DIRECT), by=None, at=now)[1] == "unchanged"


def test_an_edition_nobody_uses_is_replaced_and_its_starting_prompts_stay(now):
    first, _ = load_edition(content=later(), by=None, at=now)
    load_prompt_set(
        content=STARTING_SET.replace(b"editions: [cqc-2023-12, cqc-2025-06]", b"editions: [cqc-2030-01]"),
        by=None,
        at=now,
    )
    topics, parts = topics_of(ours(first)), parts_of(ours(first))
    corrected = later().replace(b'title: "Assessing needs"', b'title: "Assessing need"', 1)
    edition, outcome = load_edition(content=corrected, by=None, at=now)
    assert outcome == "replaced"
    assert Edition.objects.filter(slug="cqc-2030-01").count() == 1
    assert edition.statements.get(number=1).title == "Assessing need"
    assert topics
    assert (topics_of(ours(edition)), parts_of(ours(edition))) == (topics, parts)


def test_replacing_an_edition_drops_the_prompts_of_a_statement_that_is_gone(now):
    load_edition(content=later(), by=None, at=now)
    beside = STARTING_SET.replace(b"editions: [cqc-2023-12, cqc-2025-06]", b"editions: [cqc-2030-01]")
    load_prompt_set(content=beside, by=None, at=now)
    edition, _ = load_edition(content=later().replace(b"slug: equity", b"slug: fairness"), by=None, at=now)
    slugs = {slug for slug, *_ in topics_of(ours(edition))}
    assert slugs == {slug for slug, _ in STATEMENTS} - {"equity"}


def test_an_edition_in_use_is_not_changed(northmoor, now):
    before = counts()
    with pytest.raises(EditionRefused, match="is used by a round, so it can't be changed"):
        load_edition(content=content(DIRECT).replace(b'"Assessing needs"', b'"Assessing need"', 1), by=None, at=now)
    assert counts() == before
    assert northmoor.statement("assessing-needs").title == "Assessing needs"


def test_a_file_with_problems_loads_nothing_and_says_each_with_its_line(now):
    before = counts()
    broken = later().replace(b"from: 39, to: 62", b"from: 40, to: 62")
    with pytest.raises(EditionRefused) as refused:
        load_edition(content=broken, by=None, at=now)
    line = broken.decode()[: broken.decode().index("from: 40")].count("\n") + 1
    assert refused.value.sentences == [f"line {line}: a gap: the band starts at 40, but should start at 39"]
    assert counts() == before


# --- Starting prompts -----------------------------------------------------------------------------------------------


def test_loading_the_same_prompts_again_changes_nothing(now):
    before = counts()
    outcomes = [outcome for _, outcome in load_prompt_set(content=STARTING_SET, by=None, at=now)]
    assert (outcomes, counts()) == (["unchanged", "unchanged"], before)


def test_new_starting_prompts_leave_councils_copies_as_they_are(northmoor, now):
    topics, parts = topics_of(northmoor.round.prompt_set), parts_of(northmoor.round.prompt_set)
    for title in (b"What goes well", b"What works"):  # twice: by then the council's copy is older than our set
        changed = STARTING_SET.replace(b'title: "What we do well"', b'title: "' + title + b'"')
        outcomes = [outcome for _, outcome in load_prompt_set(content=changed, by=None, at=now)]
        assert outcomes == ["replaced", "replaced"]
        assert ours(northmoor.round.edition).parts.get(slug="strengths").title == title.decode()
    northmoor.round.refresh_from_db()
    assert (topics_of(northmoor.round.prompt_set), parts_of(northmoor.round.prompt_set)) == (topics, parts)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"editions: [cqc-2023-12, cqc-2025-06]", b"editions: [cqc-1999-01]", "There is no edition “cqc-1999-01”"),
        (b"\n  equity:\n", b"\n  fairness:\n", "has no statement “fairness”"),
    ],
)
def test_prompts_for_what_does_not_exist_are_refused_and_nothing_is_changed(old, new, said, now):
    assert old in STARTING_SET
    before = counts()
    with pytest.raises(EditionRefused, match=said):
        load_prompt_set(content=STARTING_SET.replace(old, new), by=None, at=now)
    assert counts() == before


# --- A council's own copy -------------------------------------------------------------------------------------------


def test_a_council_starts_from_a_full_copy_of_our_prompts(northmoor):
    own, starting = northmoor.round.prompt_set, ours(northmoor.round.edition)
    assert own.council == northmoor.council
    assert (parts_of(own), topics_of(own), own.guidance) == (
        parts_of(starting),
        topics_of(starting),
        starting.guidance,
    )
    assert not set(own.parts.values_list("pk", flat=True)) & set(starting.parts.values_list("pk", flat=True))


def test_taking_over_the_prompts_twice_gives_the_same_copy(northmoor, priya, now):
    before = counts()
    again = adopt_prompt_set(council=northmoor.council, edition=northmoor.round.edition, by=priya, at=now)
    assert (again, counts()) == (northmoor.round.prompt_set, before)


def test_what_one_council_changes_is_neither_ours_nor_another_councils(northmoor, westerholme, priya, now):
    theirs, starting = topics_of(westerholme.round.prompt_set), topics_of(ours(northmoor.round.edition))
    prompts.save_prompts(
        prompt_set=northmoor.round.prompt_set,
        statement=northmoor.statement("equity"),
        guidance="Ours.",
        subtopics=[("Only this", ["One question?"])],
        by=priya,
        at=now,
    )
    assert topics_of(westerholme.round.prompt_set) == theirs
    assert topics_of(ours(northmoor.round.edition)) == starting


def test_an_edition_without_starting_prompts_gives_a_council_one_part_to_write(northmoor, priya, now):
    edition, _ = load_edition(content=later(), by=None, at=now)
    round = councils.start_round(
        council=northmoor.council, edition=edition, slug="2030", title="2030", by=priya, at=now
    )
    assert [part[1:3] for part in parts_of(round.prompt_set)] == [("summary", "Summary")]
