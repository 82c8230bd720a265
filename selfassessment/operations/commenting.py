"""Saying something about a section, answering, settling it and taking one's own words back.

A comment is never changed once it is posted: people have read it, been told of it and answered it.
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from assurance import history
from assurance.access import readers_of
from assurance.closing import check_is_open
from assurance.guard import Concern
from assurance.models import OPENING, OPENING_TITLE, Assignment, Notice, Part, QualityStatement, Round, User
from assurance.operations.notices import mark_read, tell
from assurance.references import new_reference
from selfassessment.models import Comment
from selfassessment.models.comments import COMMENT_LIMIT
from selfassessment.operations.guard import confirm_concerns
from selfassessment.operations.writing import as_stored, judgement_of
from selfassessment.slots import Slot


class CommentRefused(Exception):
    """Something that can't be said or done; the text of this error is the sentence to show."""


class ThreadWithdrawn(CommentRefused):
    """The comment that was to be answered is gone."""


@dataclass(frozen=True)
class Posted:
    """What was posted, who was told of it, and whether it opened a thread again that had been resolved."""

    comment: Comment
    told: list[User] = field(default_factory=list)
    reopened: bool = False


@transaction.atomic
def begin_thread(
    *,
    round: Round,
    statement: QualityStatement | None,
    slot: Slot | None,
    text: str,
    mentioned: Iterable[User],
    by: User,
    at: datetime.datetime,
    confirmed: list[Concern] | None = None,
) -> Posted:
    """Say something about one part of a section, or about the section as a whole where there is no slot.

    Whoever is mentioned is told, and so is the section's owner; nobody who may not read the round.
    """
    text = _checked(text)
    _check_slot(round, statement, slot)
    judgement = judgement_of(round=round, statement=statement)
    judgement.round, judgement.statement = round, statement
    comment = Comment.objects.create(
        reference=new_reference("c"),
        judgement=judgement,
        part=slot.part if slot else None,
        i_statement=slot.i_statement if slot else None,
        text=text,
        by=by,
        at=at,
    )
    owner = Assignment.objects.filter(round=round, statement=statement, kind=Assignment.Kind.OWNER)
    told = _tell(comment, comment, mentioned, [a.person for a in owner.select_related("person")], "commented on", at)
    _record(comment, "commented on", by, at)
    confirm_concerns(concerns=confirmed or [], round=round, statement=statement, by=by, at=at)
    return Posted(comment, told)


@transaction.atomic
def answer(
    *,
    thread: Comment,
    text: str,
    mentioned: Iterable[User],
    by: User,
    at: datetime.datetime,
    confirmed: list[Concern] | None = None,
) -> Posted:
    """Answer in a thread. Everybody in it is told; one that was resolved is open again, so that no answer is missed."""
    text = _checked(text)
    held = _hold(thread)
    check_is_open(held.judgement.round)
    if held.withdrawn_at:
        raise ThreadWithdrawn(
            "This comment was withdrawn while you were writing, so your answer was not posted. "
            "Your words are still here: post them as a comment of their own."
        )
    comment = Comment.objects.create(
        reference=new_reference("c"),
        judgement=held.judgement,
        part=held.part,
        i_statement=held.i_statement,
        answers=held,
        text=text,
        by=by,
        at=at,
    )
    reopened = held.resolved_at is not None
    if reopened:
        Comment.objects.filter(pk=held.pk).update(resolved_at=None, resolved_by=None)
    told = _tell(comment, held, mentioned, _in_thread(held), "answered a comment on", at)
    _record(comment, "answered a comment on", by, at)
    section = held.judgement
    confirm_concerns(concerns=confirmed or [], round=section.round, statement=section.statement, by=by, at=at)
    _seen(held, by, at)
    return Posted(comment, told, reopened)


@transaction.atomic
def resolve(*, thread: Comment, by: User, at: datetime.datetime) -> Comment:
    """Mark a thread as settled; whoever began it is told. A thread that is resolved already stays as it is."""
    held = _hold(thread)
    check_is_open(held.judgement.round)
    if held.withdrawn_at:
        raise CommentRefused("This comment was withdrawn, so there is nothing left to resolve.")
    if held.resolved_at:
        return held
    Comment.objects.filter(pk=held.pk).update(resolved_at=at, resolved_by=by)
    _record(held, "resolved a comment on", by, at)
    asker = {reader for reader in readers_of(held.judgement.round) if reader.pk == held.by_id} - {by}
    _say(asker, f"{by.name} resolved your comment on {_where(held)}", held, held, at)
    return held


@transaction.atomic
def reopen(*, thread: Comment, by: User, at: datetime.datetime) -> Comment:
    """Take back that a thread is settled. A thread that is open already stays as it is."""
    held = _hold(thread)
    check_is_open(held.judgement.round)
    if held.withdrawn_at:
        raise CommentRefused("This comment was withdrawn, so it can't be opened again. Write a new one instead.")
    if held.resolved_at:
        Comment.objects.filter(pk=held.pk).update(resolved_at=None, resolved_by=None)
        _record(held, "opened again a comment on", by, at)
    return held


@transaction.atomic
def withdraw(*, comment: Comment, by: User, at: datetime.datetime) -> Comment:
    """Take back a comment of one's own: its words are gone for good, that it was there stays, and so do the answers."""
    held = _hold(comment)
    if held.by_id != by.pk:
        raise CommentRefused("You can only withdraw your own comments. Nothing was changed.")
    if held.withdrawn_at is None:
        Comment.objects.filter(pk=held.pk).update(text="", withdrawn_at=at, resolved_at=None, resolved_by=None)
        _record(held, "withdrew a comment on", by, at)
    return held


def named_in(text: str, people: Iterable[User]) -> list[User]:
    """Whom a text mentions as @ and their whole name. A name that two people share names neither."""
    by_name: dict[str, list[User]] = {}
    for person in people:
        by_name.setdefault(person.name.casefold(), []).append(person)
    if not by_name:
        return []
    longest_first = sorted(by_name, key=len, reverse=True)
    mention = re.compile(rf"(?<!\w)@({'|'.join(map(re.escape, longest_first))})(?!\w)")
    found = dict.fromkeys(mention.findall(text.casefold()))
    return [by_name[name][0] for name in found if len(by_name[name]) == 1]


def _checked(text: str) -> str:
    text = as_stored(text).strip()
    if not text:
        raise CommentRefused("Write your comment: the box is empty.")
    if len(text) > COMMENT_LIMIT:
        raise CommentRefused(
            f"Your comment is {len(text):,} characters long; a comment holds at most {COMMENT_LIMIT:,}. "
            "Nothing was posted."
        )
    return text


def _check_slot(round: Round, statement: QualityStatement | None, slot: Slot | None) -> None:
    if slot is None:
        return
    scope = Part.Scope.STATEMENT if statement else Part.Scope.OPENING
    elsewhere = slot.part.prompt_set_id != round.prompt_set_id or slot.part.scope != scope
    if slot.i_statement and (statement is None or slot.i_statement.statement_id != statement.pk):
        elsewhere = True
    if elsewhere:
        raise CommentRefused("That part belongs to another round or section. Nothing was posted.")


def _hold(comment: Comment) -> Comment:
    """The comment as it stands, held so that nobody answers, resolves or withdraws it meanwhile."""
    held = Comment.objects.select_for_update(no_key=True, of=("self",))
    return held.select_related("judgement__round", "judgement__statement", "part", "i_statement").get(pk=comment.pk)


def _where(comment: Comment) -> str:
    statement = comment.judgement.statement
    title = statement.title if statement else OPENING_TITLE
    return f"{title}: {Slot(comment.part, comment.i_statement).title}" if comment.part else title


def _in_thread(thread: Comment) -> list[User]:
    """Whoever has written in a thread or was mentioned in it."""
    everything = Comment.objects.filter(pk=thread.pk) | Comment.objects.filter(answers=thread)
    wrote = everything.filter(withdrawn_at=None).values("by")
    mentioned = Comment.mentioned.through.objects.filter(comment__in=everything).values("user")
    return list(User.objects.filter(pk__in=wrote) | User.objects.filter(pk__in=mentioned))


def _tell(
    comment: Comment,
    thread: Comment,
    mentioned: Iterable[User],
    others: Iterable[User],
    did: str,
    at: datetime.datetime,
) -> list[User]:
    """One notice for each person: mentioned, or else concerned. Returns whom; the author is never told."""
    readers = {person.pk: person for person in readers_of(comment.judgement.round)}
    chosen = {person.pk for person in mentioned} | {person.pk for person in named_in(comment.text, readers.values())}
    named = [readers[pk] for pk in sorted(chosen & readers.keys() - {comment.by_id})]
    comment.mentioned.set(named)
    concerned = {p.pk for p in others} & readers.keys() - {comment.by_id} - {p.pk for p in named}
    rest = [readers[pk] for pk in sorted(concerned)]
    assert comment.by is not None  # only the service's own rows have no author, and a comment is never one
    where = _where(comment)
    _say(named, f"{comment.by.name} mentioned you in a comment on {where}", comment, thread, at)
    _say(rest, f"{comment.by.name} {did} {where}", comment, thread, at)
    return sorted([*named, *rest], key=lambda person: person.name)


def _say(people: Iterable[User], sentence: str, comment: Comment, thread: Comment, at: datetime.datetime) -> None:
    round = comment.judgement.round
    tell(
        people=people,
        sentence=sentence,
        page="comment",
        arguments=[round.slug, thread.reference],
        fragment=f"comment-{comment.reference}",
        council=round.council,
        round=round,
        at=at,
    )


def _seen(thread: Comment, by: User, at: datetime.datetime) -> None:
    """Whoever answers has seen what they were told of the thread."""
    council = thread.judgement.round.council
    waiting = Notice.objects.filter(person=by, council=council, page__name="comment").unread()
    mine = [n.pk for n in waiting if n.page["arguments"][-1] == thread.reference]
    mark_read(person=by, council=council, at=at, notices=mine)


def _record(comment: Comment, verb: str, by: User, at: datetime.datetime) -> None:
    """Tell the history that something was said, never what."""
    judgement = comment.judgement
    history.record(
        by=by,
        at=at,
        round=judgement.round,
        statement=judgement.statement,
        opening=judgement.section == OPENING,
        verb=verb,
        subject=_where(comment),
    )
