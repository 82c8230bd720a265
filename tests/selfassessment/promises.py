"""The named promises of the return and the timeline, both ways: tried by tests/assurance/test_constraints.py."""

from assurance.models import Milestone
from selfassessment.models import (
    AnswerPart,
    FollowUpRequest,
    InformationReturn,
    ItemSheet,
    RequestedItem,
    ReturnLimits,
)


def of_return(w) -> InformationReturn:
    return InformationReturn.objects.get_or_create(round=w.round, defaults={"started_at": w.now})[0]


def item(w, slug: str, **given) -> dict:
    said = {"section": "general", "reference": slug, "title": "x", "number": 1}
    return {"information_return": of_return(w), "slug": slug, **said, **given}


def asked(w) -> RequestedItem:
    return RequestedItem.objects.filter(slug="kept").first() or RequestedItem.objects.create(**item(w, "kept"))


def follow_up(w, number: int, **given) -> dict:
    said = {"asked_by": "x", "asked_at": w.now, "what": "x", "added_at": w.now}
    return {"round": w.round, "number": number, **said, **given}


def part(w, reference: str, kind: str = "text", **given) -> dict:
    words = {"text": "So."} if kind in {"text", "not-held"} else {}
    return {"reference": reference, "item": asked(w), "number": 1, "kind": kind, "at": w.now, **words, **given}


def sheet(w, reference: str, **given) -> dict:
    return {"reference": reference, "round": w.round, "name": "x", "sha256": "x", "at": w.now, **given}


def milestone(w, slug: str, **given) -> dict:
    return {"round": w.round, "number": 1, "slug": slug, "title": "x", "basis": "typed", **given}


def _asked_later(w) -> FollowUpRequest:
    return FollowUpRequest.objects.create(**follow_up(w, 9))


CASES = {
    "a_name_pattern_says_something": (ReturnLimits, lambda w: [{"council": w.council}],
        lambda w: [{"council": w.other_council, "pattern": ""}]),
    "item_slug_once_in_return": (RequestedItem, lambda w: [item(w, "a"), item(w, "b")],
        lambda w: [item(w, "a", reference="other")]),
    "item_reference_once_in_section": (RequestedItem,
        lambda w: [item(w, "a", reference="IR1"), item(w, "b", reference="IR1", section="equity"),
                   item(w, "c", reference="IR1", removed_at=w.now)],
        lambda w: [item(w, "d", reference="IR1")]),
    "item_status_is_known": (RequestedItem, lambda w: [item(w, "a", status="queried")],
        lambda w: [item(w, "b", status="lost")]),
    "item_confidence_has_a_reason": (RequestedItem,
        lambda w: [item(w, "a"), item(w, "b", confidence="low", confidence_reason="So.")],
        lambda w: [item(w, "c", confidence="low")]),
    "an_approval_says_of_what": (RequestedItem,
        lambda w: [item(w, "a"), item(w, "b", approved_at=w.now, approved_print="x")],
        lambda w: [item(w, "c", approved_at=w.now), item(w, "d", approved_print="x")]),
    "follow_up_number_once_in_round": (FollowUpRequest,
        lambda w: [follow_up(w, 1), follow_up(w, 2), follow_up(w, 1, round=w.other_round)],
        lambda w: [follow_up(w, 1)]),
    "a_follow_up_ends_with_its_time": (FollowUpRequest,
        lambda w: [follow_up(w, 1), follow_up(w, 2, outcome="sent", closed_at=w.now)],
        lambda w: [follow_up(w, 3, outcome="sent"), follow_up(w, 4, closed_at=w.now)]),
    "a_part_answers_one_thing": (AnswerPart,
        lambda w: [part(w, "p-1"), part(w, "p-2", item=None, follow_up=_asked_later(w))],
        lambda w: [part(w, "p-3", item=None), part(w, "p-4", follow_up=FollowUpRequest.objects.get())]),
    "a_document_part_names_its_document": (AnswerPart,
        lambda w: [part(w, "p-1", "document", evidence=w.item()), part(w, "p-2")],
        lambda w: [part(w, "p-3", "document"), part(w, "p-4", "within", pointer="page 2")]),
    "a_part_within_says_where": (AnswerPart,
        lambda w: [part(w, "p-1", "within", evidence=w.item(), pointer="page 2")],
        lambda w: [part(w, "p-2", "within", evidence=w.item())]),
    "a_link_part_leads_somewhere": (AnswerPart, lambda w: [part(w, "p-1", "link", url="https://northmoor.example")],
        lambda w: [part(w, "p-2", "link")]),
    "a_part_in_words_has_words": (AnswerPart, lambda w: [part(w, "p-1"), part(w, "p-2", "not-held")],
        lambda w: [part(w, "p-3", text=""), part(w, "p-4", "not-held", text="")]),
    "a_taken_item_sheet_says_how_many": (ItemSheet,
        lambda w: [sheet(w, "s-1"), sheet(w, "s-2", taken_at=w.now, taken=0)],
        lambda w: [sheet(w, "s-3", taken_at=w.now), sheet(w, "s-4", taken=1)]),
    "milestone_once_in_round": (Milestone,
        lambda w: [milestone(w, "a"), milestone(w, "b"), milestone(w, "a", round=w.other_round)],
        lambda w: [milestone(w, "a")]),
    "milestone_basis_is_known": (Milestone, lambda w: [milestone(w, "a", basis="rule")],
        lambda w: [milestone(w, "b", basis="hope")]),
    "a_typed_date_holds": (Milestone,
        lambda w: [milestone(w, "a"), milestone(w, "b", on=w.now.date()),
                   milestone(w, "c", on=w.now.date(), typed_on=w.now.date())],
        lambda w: [milestone(w, "d", typed_on=w.now.date(), on=w.now.date().replace(year=2001))]),
}  # fmt: skip
