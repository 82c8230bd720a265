"""The named promises of the visit, the packs and the calendars, both ways: tried by test_constraints.py."""

from assurance.models import CalendarFeed
from reports.models import Pack
from selfassessment.models import Bulletin, LogEntry, VisitPerson, VisitSession


def session(w, number: int, **given) -> dict:
    said = {"title": "x", "starts_at": w.now, "ends_at": w.now, "added_at": w.now}
    return {"round": w.round, "number": number, **said, **given}


def person(w, slug: str, **given) -> dict:
    return {"round": w.round, "slug": slug, "name": "Aisha Rahman", **given}


def entry(w, **given) -> dict:
    held = VisitSession.objects.get_or_create(round=w.round, number=99, defaults=session(w, 99))[0]
    return {"session": held, "kind": "asked", "text": "x", "at": w.now, **given}


def pack(w, number: int, **given) -> dict:
    said = {"kind": "whole", "snapshot": {}, "snapshot_sha256": "x", "items": 1, "files": 0, "requested_at": w.now}
    return {"round": w.round, "number": number, **said, **given}


def made(w, number: int, **given) -> dict:
    return pack(w, number, size=1, made_at=w.now, **given)


OF_THE_VISIT = {
    "visit_session_number_once_in_round": (VisitSession,
        lambda w: [session(w, 1), session(w, 2), session(w, 1, round=w.other_round)], lambda w: [session(w, 1)]),
    "visit_session_kind_is_known": (VisitSession, lambda w: [session(w, 1, kind="drop-in")],
        lambda w: [session(w, 2, kind="party")]),
    "a_cancelled_session_says_why": (VisitSession,
        lambda w: [session(w, 1), session(w, 2, cancelled_at=w.now, cancelled_why="Ill.")],
        lambda w: [session(w, 3, cancelled_at=w.now), session(w, 4, cancelled_why="Ill.")]),
    "visit_person_slug_once_in_round": (VisitPerson,
        lambda w: [person(w, "a"), person(w, "b"), person(w, "a", round=w.other_round)], lambda w: [person(w, "a")]),
    "one_visit_person_per_account_and_round": (VisitPerson,
        lambda w: [person(w, "a", person=w.aisha), person(w, "b"), person(w, "c")],
        lambda w: [person(w, "d", person=w.aisha)]),
    "a_visit_person_has_a_name": (VisitPerson, lambda w: [person(w, "a")], lambda w: [person(w, "b", name="")]),
    "log_entry_kind_is_known": (LogEntry, lambda w: [entry(w, kind="promise")], lambda w: [entry(w, kind="gossip")]),
    "a_log_entry_has_words": (LogEntry, lambda w: [entry(w)], lambda w: [entry(w, text="")]),
    "one_bulletin_a_day": (Bulletin,
        lambda w: [{"round": r, "day": w.now.date(), "told_at": w.now} for r in (w.round, w.other_round)],
        lambda w: [{"round": w.round, "day": w.now.date(), "told_at": w.now}]),
    "one_feed_per_person_and_round": (CalendarFeed,
        lambda w: [{"round": r, "person": w.aisha, "token_sha256": r.slug, "opened_at": w.now}
                   for r in (w.round, w.other_round)],
        lambda w: [{"round": w.round, "person": w.aisha, "token_sha256": "other", "opened_at": w.now}]),
    "pack_number_once_in_round": (Pack,
        lambda w: [pack(w, 1), pack(w, 2), pack(w, 1, round=w.other_round)], lambda w: [pack(w, 1)]),
    "pack_size_and_made_at_together": (Pack, lambda w: [pack(w, 1), made(w, 2)],
        lambda w: [pack(w, 3, size=1), pack(w, 4, made_at=w.now)]),
    "a_pack_sent_was_made_and_says_how": (Pack,
        lambda w: [pack(w, 1), made(w, 2, sent_at=w.now, sent_how="By mail.")],
        lambda w: [pack(w, 3, sent_at=w.now, sent_how="By mail."), made(w, 4, sent_at=w.now),
                   made(w, 5, sent_how="By mail.")]),
    "a_pack_without_file_says_why": (Pack,
        lambda w: [pack(w, 1), pack(w, 2, deleted_at=w.now, deleted_why="Withdrawn.")],
        lambda w: [pack(w, 3, deleted_at=w.now), pack(w, 4, deleted_why="Withdrawn."),
                   pack(w, 5, deleted_at=w.now, deleted_why="Withdrawn.", file="there")]),
}  # fmt: skip
