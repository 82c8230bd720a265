"""Items and citations: added, changed, withdrawn; each act told, nothing lost."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from assurance.access import access_of
from assurance.models import Event
from selfassessment.models import Citation, Evidence, EvidenceFile, Judgement
from selfassessment.operations.citations import cite_evidence, confirm_citation, remove_citation
from selfassessment.operations.evidence import (
    EvidenceRefused,
    Facts,
    StaleEvidence,
    add_category,
    add_evidence,
    change_evidence,
    withdraw_evidence,
)
from tests.selfassessment.library import add, cite, put_file

pytestmark = pytest.mark.embedded


def change(northmoor, item, now, version=1, **facts):
    given = {"title": item.title, "category": item.category, "url": item.url, "quotation": item.quotation, **facts}
    return change_evidence(
        item=item, round=northmoor.round, facts=Facts(**given), version=version, by=northmoor.tom, at=now
    )


def verbs(item) -> list[str]:
    return list(
        Event.objects.filter(subject__startswith=f"{item.reference} ").order_by("pk").values_list("verb", flat=True)
    )


def test_items_are_numbered_one_after_the_other_in_their_council(northmoor, westerholme, now):
    assert [add(northmoor, now).reference for _ in range(3)] == ["E1", "E2", "E3"]
    other = add_evidence(
        round=westerholme.round, kind="document", facts=Facts("Theirs", "processes"), by=westerholme.director, at=now
    )
    assert other.reference == "E1"


@pytest.mark.parametrize(
    ("kind", "facts", "words"),
    [
        ("link", {"url": ""}, "Give the address"),
        ("quotation", {"quotation": ""}, "Give the words"),
        ("document", {"category": "no-such"}, "Choose a category"),
    ],
)
def test_an_item_that_says_too_little_is_refused(northmoor, now, kind, facts, words):
    with pytest.raises(EvidenceRefused, match=words):
        add(northmoor, now, kind=kind, **facts)
    assert not Evidence.objects.exists()


def test_the_database_keeps_links_and_quotations_whole(northmoor, now):
    for item in [add(northmoor, now, kind="link"), add(northmoor, now, kind="quotation")]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Evidence.objects.filter(pk=item.pk).update(url="", quotation="")


def test_a_change_is_told_with_what_it_was_and_a_quotation_by_its_length_only(northmoor, now):
    item = add(northmoor, now, kind="quotation", quotation="Words nobody else should read")
    changed = change(northmoor, item, now, title="A better title", quotation="Other words")
    assert (changed.title, changed.version) == ("A better title", 2)
    event = Event.objects.get(verb="changed")
    assert event.before == {"title": "Carers’ survey", "quotation": "5 words"}
    assert event.after == {"title": "A better title", "quotation": "2 words"}


def test_two_people_change_one_item_and_the_second_loses_nothing(northmoor, now):
    item = add(northmoor, now)
    change(northmoor, item, now, title="Tom's title")
    with pytest.raises(StaleEvidence) as late:
        change(northmoor, item, now, title="Another title")
    assert late.value.current.title == "Tom's title"
    assert Evidence.objects.get().title == "Tom's title"


def test_withdrawing_deletes_words_and_files_and_keeps_the_sign(northmoor, now, settings):
    item = add(northmoor, now, kind="quotation")
    citation = cite(northmoor, item, now)
    withdraw_evidence(item=item, round=northmoor.round, by=northmoor.aisha, at=now)
    item.refresh_from_db()
    assert (item.quotation, item.is_withdrawn) == ("", True)
    assert item.flags(now.date(), has_file=False) == ["Withdrawn"]
    assert Citation.objects.get() == citation
    assert not Evidence.objects.of_council(northmoor.council)
    with pytest.raises(EvidenceRefused, match="already withdrawn"):
        withdraw_evidence(item=item, round=northmoor.round, by=northmoor.aisha, at=now)
    with pytest.raises(EvidenceRefused, match="was withdrawn"):
        change(northmoor, item, now, version=2, quotation="x")
    with pytest.raises(EvidenceRefused, match="can’t be cited"):
        cite(northmoor, item, now, shows="Another line")


@pytest.mark.parametrize("kind", ["document", "link", "quotation"])
def test_withdrawing_deletes_all_that_was_typed_of_it_but_its_title(northmoor, now, kind):
    other = add(northmoor, now, title="Another", summary="About Joan.")
    item = add(northmoor, now, kind=kind, summary="What Joan said.", said_by="Joan’s daughter")
    item = change(northmoor, item, now, summary="What Joan said at home.", said_by=item.said_by)
    withdraw_evidence(item=item, round=northmoor.round, by=northmoor.aisha, at=now)
    item.refresh_from_db()
    assert (item.title, item.summary, item.quotation, item.said_by, item.url) == ("Carers’ survey", "", "", "", "")
    told = Event.objects.filter(subject__startswith=f"{item.reference} ").order_by("pk")
    assert [(e.verb, (e.before or {}).get("summary"), (e.after or {}).get("summary")) for e in told] == [
        ("added", None, "[withdrawn]"), ("changed", "[withdrawn]", "[withdrawn]"), ("withdrew", None, None),
    ]  # fmt: skip
    assert told[0].after["title"] == "Carers’ survey"
    other.refresh_from_db()
    assert other.summary == "About Joan."
    assert Event.objects.get(subject=str(other)).after["summary"] == "About Joan."


def test_the_acts_on_an_item_are_all_told(northmoor, now):
    item = add(northmoor, now)
    put_file(northmoor, item, now)
    citation = cite(northmoor, item, now)
    change(northmoor, item, now, is_key=True)
    remove_citation(citation=citation, round=northmoor.round, by=northmoor.aisha, at=now)
    withdraw_evidence(item=item, round=northmoor.round, by=northmoor.aisha, at=now)
    assert verbs(item) == ["added", "uploaded", "cited", "changed", "no longer cites", "withdrew"]


# --- Citations ------------------------------------------------------------------------------------------------------


def test_an_item_is_cited_many_times_with_pointer_and_line(northmoor, now):
    item = add(northmoor, now)
    statement = northmoor.statement("assessing-needs")
    cite(northmoor, item, now, pointer="page 4", i_statement=statement.i_statements.first())
    cite(northmoor, item, now, pointer="page 5")
    cite(northmoor, item, now, section=None)
    assert item.citations.count() == 3
    assert Event.objects.filter(verb="cited").values_list("section", flat=True).distinct().count() == 2
    with pytest.raises(EvidenceRefused, match="cited here already"):
        cite(northmoor, item, now, pointer="page 5")


def test_an_i_statement_of_another_statement_is_refused(northmoor, now):
    other = northmoor.statement("equity").i_statements.first()
    with pytest.raises(EvidenceRefused, match="another statement"):
        cite(northmoor, add(northmoor, now), now, i_statement=other)


def test_an_item_of_another_council_is_refused(northmoor, westerholme, now):
    item = add(northmoor, now)
    with pytest.raises(EvidenceRefused, match="another council"):
        cite_evidence(item=item, round=westerholme.round, shows="x", by=westerholme.director, at=now)


def test_what_a_locked_section_cites_is_locked_with_it(northmoor, now):
    item = add(northmoor, now)
    citation = cite(northmoor, item, now)
    Judgement.objects.update(status="agreed")
    with pytest.raises(EvidenceRefused, match="agreed, so what it cites is locked"):
        cite(northmoor, item, now, shows="Another line")
    citation.refresh_from_db()
    with pytest.raises(EvidenceRefused, match="locked"):
        remove_citation(citation=citation, round=northmoor.round, by=northmoor.aisha, at=now)
    assert Citation.objects.count() == 1


def test_a_citation_taken_away_twice_says_so(northmoor, now):
    citation = cite(northmoor, add(northmoor, now), now)
    remove_citation(citation=Citation.objects.get(), round=northmoor.round, by=northmoor.aisha, at=now)
    with pytest.raises(EvidenceRefused, match="already"):
        remove_citation(citation=citation, round=northmoor.round, by=northmoor.aisha, at=now)


def test_a_citation_carried_over_is_confirmed_once(northmoor, now):
    citation = cite(northmoor, add(northmoor, now), now)
    Citation.objects.update(needs_review=True)
    assert confirm_citation(citation=citation, round=northmoor.round, by=northmoor.aisha, at=now)
    assert not confirm_citation(citation=citation, round=northmoor.round, by=northmoor.aisha, at=now)


# --- Questions ------------------------------------------------------------------------------------------------------


def test_stale_items_are_found(northmoor, now):
    today = now.date()
    add(northmoor, now, dated_on=today)
    add(northmoor, now)
    old = add(northmoor, now, dated_on=today - datetime.timedelta(days=400))
    due = add(northmoor, now, review_by=today - datetime.timedelta(days=1))
    assert set(Evidence.objects.stale(today)) == {old, due}


def test_a_document_without_a_file_says_so_and_a_link_or_quotation_needs_none(northmoor, now):
    today = now.date()
    flags = {
        kind: add(northmoor, now, kind=kind).flags(today, has_file=False)
        for kind in ("document", "link", "quotation")
    }
    assert flags == {"document": ["No file yet"], "link": [], "quotation": []}
    assert Evidence.objects.get(kind="document").flags(today, has_file=True) == []


def test_citations_of_documents_without_a_file_are_found_also_when_the_file_was_withdrawn(northmoor, now):
    bare, filed, gone = (add(northmoor, now, title=title) for title in ("Bare", "Filed", "Gone"))
    put_file(northmoor, filed, now)
    withdrawn = put_file(northmoor, gone, now, content=b"Other words.")
    EvidenceFile.objects.filter(pk=withdrawn.pk).update(state="withdrawn", stored="")
    for item in (bare, filed, gone, add(northmoor, now, kind="link", title="Link")):
        cite(northmoor, item, now)
    found = Citation.objects.without_a_file().values_list("evidence__title", flat=True)
    assert set(found) == {"Bare", "Gone"}
    here = Citation.objects.of_section(Judgement.objects.get())
    assert {c.evidence.title: c.file_waits is not None for c in here} == {
        "Bare": False, "Filed": True, "Gone": False, "Link": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "found"),
    [("survey carer", 1), ("SURVEY", 1), ("listen", 1), ("nothing here", 0), ("%", 0), ("asked", 2), ("' OR 1", 0)],
)
def test_words_are_found_wherever_they_stand(northmoor, now, words, found):
    add(northmoor, now, summary="Who is listened to")
    add(northmoor, now, kind="quotation", title="A carer", quotation="Nobody asked me.")
    add(northmoor, now, title="Minutes", summary="We asked the Voices group")
    access = access_of(northmoor.aisha, northmoor.council, northmoor.round)
    assert Evidence.objects.matching(words, northmoor.aisha, access).count() == found


def test_of_an_item_for_a_few_people_others_find_only_the_title(northmoor, now):
    given = {"kind": "quotation", "sensitivity": "restricted", "owner": northmoor.helen}
    add(northmoor, now, title="One carer", quotation="The zebra waited.", summary="About the zebra", **given)
    for who, finds in [("tom", 0), ("helen", 1), ("ruth", 1)]:
        person = northmoor.people[who]
        access = access_of(person, northmoor.council, northmoor.round)
        assert Evidence.objects.matching("zebra", person, access).count() == finds, who
        assert Evidence.objects.matching("carer", person, access).count() == 1, who


def test_a_restricted_item_opens_for_a_few(northmoor, now):
    item = add(northmoor, now, sensitivity="restricted", owner=northmoor.helen)
    opens = {
        key for key, person in northmoor.people.items()
        if item.may_be_opened_by(person, access_of(person, northmoor.council, northmoor.round))
    }  # fmt: skip
    assert opens == {"aisha", "helen", "priya", "ruth"}  # who added it, its owner, programme manager, director


def test_a_category_is_added_once_and_not_in_the_framework_s_place(northmoor, now):
    added = add_category(round=northmoor.round, title="Outcomes", by=northmoor.priya, at=now)
    assert add(northmoor, now, category=added.slug)
    for title in ["outcomes", "Processes"]:
        with pytest.raises(EvidenceRefused, match="already"):
            add_category(round=northmoor.round, title=title, by=northmoor.priya, at=now)
    with pytest.raises(EvidenceRefused, match="letters"):
        add_category(round=northmoor.round, title="…", by=northmoor.priya, at=now)
