"""What is missing, judged from plain facts."""

from hypothesis import given
from hypothesis import strategies as st

from selfassessment.readiness import (
    ActionFacts,
    ChecklistFacts,
    Kind,
    Readiness,
    RoundFacts,
    SectionFacts,
    Weight,
    missing_in_round,
    missing_in_section,
)
from selfassessment.statuses import Status

titles = st.text(alphabet="abcdefgh ", min_size=1, max_size=12)
slugs = st.sampled_from(["equity", "learning", "opening", "governance"])
sections = st.builds(
    SectionFacts,
    slug=slugs,
    title=titles,
    unwritten=st.lists(titles, max_size=4).map(tuple),
    silent_i_statements=st.lists(st.text(min_size=1), max_size=3, unique=True).map(tuple),
    parts=st.integers(8, 12),
    status=st.sampled_from(Status),
    blocked_on=titles,
    has_owner=st.booleans(),
    in_versions=st.lists(titles, max_size=1).map(tuple),
    carried_over=st.integers(0, 3),
    uncited=st.lists(titles, max_size=4).map(tuple),
    stale_evidence=st.integers(0, 3),
    without_file=st.integers(0, 3),
    file_waits=st.integers(0, 3),
    open_comments=st.integers(0, 3),
)
actions = st.builds(
    ActionFacts,
    reference=st.integers(1, 99).map(lambda n: f"A{n}"),
    section=st.one_of(st.just(""), slugs),
    has_owner=st.booleans(),
    has_date=st.booleans(),
    days_overdue=st.integers(0, 400),
)
checklists = st.integers(1, 9).flatmap(
    lambda items: st.builds(
        ChecklistFacts,
        slug=slugs,
        title=titles,
        items=st.just(items),
        answered=st.integers(0, items),
        not_yet=st.just(0),
    )
)
rounds = st.builds(
    RoundFacts,
    sections=st.lists(sections, max_size=4, unique_by=lambda s: s.slug).map(tuple),
    actions=st.lists(actions, max_size=6, unique_by=lambda a: a.reference).map(tuple),
    checklists=st.lists(checklists, max_size=3).map(tuple),
)


def done(facts: SectionFacts) -> bool:
    """Worked out a second time: whether nothing in a section has to be done."""
    return (
        not facts.unwritten
        and not facts.silent_i_statements
        and not facts.carried_over
        and not facts.in_versions
        and facts.has_owner
        and facts.status in {Status.AGREED, Status.SIGNED_OFF}
    )


@given(rounds)
def test_a_round_is_ready_exactly_when_every_section_is(facts):
    assert missing_in_round(facts).is_ready == all(done(section) for section in facts.sections)


@given(rounds)
def test_every_finding_is_a_sentence_that_leads_somewhere_in_its_own_section(facts):
    known = {section.slug for section in facts.sections} | {""}
    for finding in missing_in_round(facts).findings:
        assert finding.sentence.endswith(".")
        assert finding.sentence[0].isupper() or finding.sentence[0] in "“0123456789"
        assert finding.section in known
        assert finding.place.page in {"statement", "statement_write", "statement_redact", "action", "checklist"}
        assert finding.place.arguments


@given(rounds)
def test_each_unfinished_action_is_told_once_for_what_it_lacks_and_once_for_being_late(facts):
    said = [f.sentence for f in missing_in_round(facts).findings if f.kind is Kind.ACTIONS]
    expected = sum((not a.has_owner or not a.has_date) + (a.days_overdue > 0) for a in facts.actions)
    assert len(said) == expected
    assert len(set(said)) == len(said)


@given(rounds)
def test_the_numbers_come_to_the_whole_and_the_sentence_says_them(facts):
    readiness = missing_in_round(facts)
    assert readiness.must + readiness.should == len(readiness.findings)
    assert readiness.sentence.startswith("Ready") == readiness.is_ready
    if not readiness.is_ready:
        assert f"{readiness.must} thing" in readiness.sentence


@given(sections, st.lists(actions, max_size=4, unique_by=lambda a: a.reference).map(tuple))
def test_a_section_alone_says_what_the_round_says_of_it(section, promised):
    alone = missing_in_section(section, promised)
    whole = missing_in_round(RoundFacts((section,), promised)).findings
    assert alone == [finding for finding in whole if finding.section == section.slug]


@given(sections)
def test_writing_more_never_makes_more_missing(section):
    from dataclasses import replace

    less = replace(section, unwritten=section.unwritten[1:], carried_over=max(0, section.carried_over - 1))
    must = [sum(f.weight is Weight.MUST for f in missing_in_section(s)) for s in (section, less)]
    assert must[1] <= must[0]


def test_nothing_missing_is_said_plainly():
    assert Readiness().sentence == "Ready: nothing is missing."
    facts = SectionFacts("equity", "Equity", parts=3, status=Status.AGREED, open_comments=1)
    assert missing_in_round(RoundFacts((facts,))).sentence == "Ready to be sent; 1 thing is worth a look."


def test_a_blocked_section_says_on_what_and_an_empty_one_says_so_once():
    facts = SectionFacts(
        "equity", "Equity", unwritten=("Summary", "Impact"), silent_i_statements=("I am safe.",), parts=3,
        status=Status.BLOCKED, blocked_on="the survey.",
    )  # fmt: skip
    said = [finding.sentence for finding in missing_in_section(facts)]
    assert said == ["Nothing is written.", "It is blocked on: the survey."]
    long = "I have care and support that is coordinated, and everyone works well together."
    some = SectionFacts("equity", "Equity", unwritten=("Summary",), silent_i_statements=("I am safe.", long), parts=6)
    assert (
        "Nothing is written against the I statements “I am safe” and “I have care and support that is coordinated …”."
        in [f.sentence for f in missing_in_section(some)]
    )
    one = SectionFacts("equity", "Equity", unwritten=("Summary",), silent_i_statements=("I am safe.",), parts=6)
    assert "Nothing is written against “I am safe”." in [f.sentence for f in missing_in_section(one)]


def test_documents_without_a_file_are_worth_a_look():
    said = [
        finding.sentence
        for number in (1, 3)
        for finding in missing_in_section(SectionFacts("equity", "Equity", status=Status.AGREED, without_file=number))
    ]
    assert said == ["1 document cited here has no file yet.", "3 documents cited here have no file yet."]
