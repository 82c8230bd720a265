"""What people say to each other about a section."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, QuerySet, prefetch_related_objects

from assurance.access import Access
from assurance.addresses import to_page
from assurance.models import OPENING, OPENING_TITLE, QualityStatement, Round, User
from assurance.questions import Question
from assurance.roles import Permission
from selfassessment.models import Comment, Judgement, PartText
from selfassessment.slots import Slot, key_of, title_of

SHOWN_BESIDE_THE_TEXT = 5
WHOLE_SECTION = "The section as a whole"


@dataclass
class Thread:
    """A comment with its answers, oldest first."""

    first: Comment
    answers: list[Comment] = field(default_factory=list)
    may_settle: bool = False

    @property
    def reference(self) -> str:
        """The word in its address."""
        return self.first.reference

    @property
    def comments(self) -> list[Comment]:
        """Everything said in it."""
        return [self.first, *self.answers]

    @property
    def is_open(self) -> bool:
        """Whether it still waits for somebody."""
        return self.first.resolved_at is None and self.first.withdrawn_at is None

    @property
    def slot_key(self) -> str:
        """The key of the slot it is about; empty for the section as a whole."""
        return key_of(self.first.part_slug, self.first.i_number) if self.first.part_slug else ""

    @property
    def slot_title(self) -> str:
        """What it is about."""
        return title_of(self.first.part_title, self.first.i_number) if self.first.part_slug else WHOLE_SECTION

    @property
    def last_at(self) -> datetime.datetime:
        """When something was last said in it."""
        return self.comments[-1].at


def panel(round: Round, statement: QualityStatement | None, judgement: Judgement | None, access: Access) -> dict:
    """What the statement page shows of it, as template context: one query."""
    threads = threads_of(judgement, access) if judgement else []
    waiting = [thread for thread in threads if thread.is_open]
    return {
        "threads": waiting[:SHOWN_BESIDE_THE_TEXT],
        "open_threads": len(waiting),
        "other_threads": len(threads) - len(waiting),
        **_beside_parts(round, statement, [thread.slot_key for thread in waiting], access),
    }


def beside_parts(
    round: Round, statement: QualityStatement | None, judgement: Judgement | None, access: Access
) -> dict:
    """The context of selfassessment/panels/part_comments.html, for pages without the panel: one query."""
    waiting = [key_of(*where) if where[0] else "" for where in _open.tuples(judgement.pk)] if judgement else []
    return _beside_parts(round, statement, waiting, access)


@Question
def _open(judgement: int) -> QuerySet:
    return Comment.objects.filter(judgement=judgement).open().values_list("part__slug", "i_statement__number")


def _beside_parts(round: Round, statement: QualityStatement | None, waiting: Iterable[str], access: Access) -> dict:
    here = [round.slug, statement.slug if statement else OPENING]
    return {
        "comments_url": to_page("statement_comments", *here),
        "comment_add_url": to_page("comment_add", *here),
        "comments_by_slot": Counter(waiting),
        "may_comment": access.may(Permission.COMMENT),
    }


def threads_of(judgement: Judgement, access: Access, person: User | None = None) -> list[Thread]:
    """All threads of a section, the one where something was said last first: one query."""
    threads = _threads(_said.rows(judgement.pk))
    for thread in threads:
        thread.may_settle = may_settle(access, thread.first, person)
    return sorted(threads, key=lambda thread: (thread.last_at, thread.comments[-1].pk), reverse=True)


@Question
def _said(judgement: int) -> QuerySet[Comment]:
    return _with_names(Comment.objects.filter(judgement=judgement)).order_by("at", "pk")


def thread_of(first: Comment) -> Thread:
    """One thread with everything said in it and who was told: two queries."""
    said = _in_thread.rows(first.pk)
    prefetch_related_objects(said, "mentioned")
    return _threads(said)[0]


@Question
def _in_thread(first: int) -> QuerySet[Comment]:
    said = Comment.objects.filter(pk=first) | Comment.objects.filter(answers=first)
    return _with_names(said).order_by("at", "pk")


def _with_names(said: QuerySet[Comment]) -> QuerySet[Comment]:
    """Comments with the names of who said and resolved them and of their slot: nothing else of these is shown."""
    return said.annotate(
        by_name=F("by__name"), resolved_by_name=F("resolved_by__name"),
        part_slug=F("part__slug"), part_title=F("part__title"), i_number=F("i_statement__number"),
    )  # fmt: skip


def _threads(said: Iterable[Comment]) -> list[Thread]:
    threads: dict[int, Thread] = {}
    answers = []
    for comment in said:
        if comment.answers_id is None:
            threads[comment.pk] = Thread(comment)
        else:
            answers.append(comment)
    for comment in answers:
        threads[comment.answers_id].answers.append(comment)
    return list(threads.values())


def may_settle(access: Access, first: Comment, person: User | None) -> bool:
    """Whether somebody may resolve a thread or open it again: the council's own people any, the invited their own."""
    own = person is not None and first.by_id == person.pk
    return access.may(Permission.COMMENT) and (own or access.reads_history)


def place_of(comment: Comment | PartText) -> str:
    """Section and part of a comment or text, in words; needs judgement__statement, part and i_statement selected."""
    title = section_of(comment)["title"]
    return f"{title}: {Slot(comment.part, comment.i_statement).title}" if comment.part else title


def text_commented_on(round: Round, statement: QualityStatement | None, slot: Slot | None) -> str:
    """What the part says now: one query; empty for the section as a whole."""
    if slot is None:
        return ""
    told = _text_now.tuples(round.pk, statement.pk if statement else None, *slot.ids)
    return told[0][0] if told else ""


@Question
def _text_now(round: int, statement: int | None, part: int, i_statement: int | None) -> QuerySet:
    held = PartText.objects.filter(judgement__round=round, judgement__statement=statement)
    return held.filter(part=part, i_statement=i_statement).values_list("text")


def section_of(first: Comment | PartText) -> dict:
    """Where a comment or text stands, for the templates; needs judgement__statement selected."""
    statement = first.judgement.statement
    return {
        "section": statement.slug if statement else OPENING,
        "title": statement.title if statement else OPENING_TITLE,
    }
