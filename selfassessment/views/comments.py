"""Threads about a section: read, begin, answer, resolve, open again, withdraw."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assurance.access import allowed, readers_at_hand
from assurance.addresses import to_page
from assurance.models import OPENING, OPENING_TITLE, QualityStatement, Round
from assurance.questions import Question
from assurance.roles import Permission
from selfassessment.forms.comments import CommentForm
from selfassessment.models import Comment, Judgement
from selfassessment.operations import commenting
from selfassessment.operations.commenting import CommentRefused, Posted, ThreadWithdrawn
from selfassessment.presenters.comments import (
    WHOLE_SECTION,
    may_settle,
    section_of,
    text_commented_on,
    thread_of,
    threads_of,
)
from selfassessment.presenters.sections import slots_to_write
from selfassessment.slots import Slot

PER_PAGE = 10
WHOLE = "section"  # stands in the address for what is said about the section as a whole


@allowed(Permission.READ_ROUND)
def statement_comments(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """All threads of a section: open ones, unless the address asks for others."""
    judgement = Judgement.objects.filter(round=round, statement=statement).first()
    threads = threads_of(judgement, request.access, request.user) if judgement else []
    parts = {thread.slot_key or WHOLE: thread.slot_title for thread in threads}
    part = request.GET.get("part", "")
    if part in parts:
        threads = [thread for thread in threads if (thread.slot_key or WHOLE) == part]
    counts = Counter(thread.is_open for thread in threads)
    state = request.GET.get("state", "open")
    chosen = [t for t in threads if state == "all" or t.is_open == (state != "settled")]
    return render(
        request,
        "selfassessment/statement_comments.html",
        {
            "section": statement.slug if statement else OPENING,
            "title": statement.title if statement else OPENING_TITLE,
            "page": Paginator(chosen, PER_PAGE).get_page(request.GET.get("page")),
            "state": state if state in {"all", "settled"} else "open",
            "states": [("open", "Open", counts[True]), ("settled", "Resolved or withdrawn", counts[False]),
                       ("all", "All", len(threads))],
            "part": part,
            "part_title": parts.get(part, ""),
            "parts": sorted(parts.items(), key=lambda item: item[1]),
            "may_comment": request.access.may(Permission.COMMENT),
        },
    )  # fmt: skip


@allowed(Permission.COMMENT)
def comment_add(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """Begin a thread about a part, or about the section as a whole."""
    key = request.POST.get("part", request.GET.get("part", ""))
    slots = {slot.key: slot for slot in slots_to_write(round, statement, sent=None)}
    form = CommentForm(request.POST or None, readers=readers_at_hand(round), author=request.user)
    if request.method == "POST" and key and key not in slots:
        form.add_error(None, "This part is no longer in use. Your words are still here: post them about the section.")
    if request.method == "POST" and form.is_valid():
        try:
            posted = commenting.begin_thread(
                round=round, statement=statement, slot=slots.get(key), text=form.cleaned_data["comment"],
                mentioned=form.cleaned_data["tell"], by=request.user, at=timezone.now(), confirmed=form.confirmed,
            )  # fmt: skip
        except CommentRefused as error:
            form.add_error("comment", str(error))
        else:
            messages.success(request, _said("Your comment is posted.", posted))
            return redirect("comment", round.slug, posted.comment.reference)
    context = {
        "form": form,
        "section": statement.slug if statement else OPENING,
        "title": statement.title if statement else OPENING_TITLE,
        "part": key if key in slots else "",
        "slot_title": slots[key].title if key in slots else WHOLE_SECTION,
        "says_now": text_commented_on(round, statement, slots.get(key)),
    }
    return render(request, "selfassessment/comment_add.html", context)


@allowed(Permission.READ_ROUND)
def comment(request: HttpRequest, round: Round, comment: str) -> HttpResponse:
    """One thread, with the form to answer it for those who may."""
    first = _comment(round, comment, thread=True)
    form = None
    if request.access.may(Permission.COMMENT) and not first.withdrawn_at:
        form = CommentForm(readers=readers_at_hand(round), author=request.user, label="Your answer")
    return render(request, "selfassessment/comment.html", _around(request, first, form))


@allowed(Permission.COMMENT)
def comment_answer(request: HttpRequest, round: Round, comment: str) -> HttpResponse:
    """Answer in a thread; what could not be posted comes back in the box."""
    first = _comment(round, comment, thread=True)
    form = CommentForm(request.POST or None, readers=readers_at_hand(round), author=request.user, label="Your answer")
    context = {}
    if request.method == "POST" and form.is_valid():
        try:
            posted = commenting.answer(
                thread=first, text=form.cleaned_data["comment"], mentioned=form.cleaned_data["tell"],
                by=request.user, at=timezone.now(), confirmed=form.confirmed,
            )  # fmt: skip
        except CommentRefused as error:
            form.add_error("comment", str(error))
            context["post_anew"] = isinstance(error, ThreadWithdrawn)
            first = _comment(round, comment, thread=True)
        else:
            again = " The comment had been resolved; your answer opened it again." if posted.reopened else ""
            messages.success(request, _said(f"Your answer is posted.{again}", posted))
            here = to_page("comment", round.slug, first.reference)
            return redirect(f"{here}#comment-{posted.comment.reference}")
    return render(request, "selfassessment/comment_answer.html", {**_around(request, first, form), **context})


@require_POST
@allowed(Permission.COMMENT)
def comment_resolve(request: HttpRequest, round: Round, comment: str) -> HttpResponse:
    """Mark a thread as settled."""
    first = _settled_by(request, round, comment)
    try:
        commenting.resolve(thread=first, by=request.user, at=timezone.now())
    except CommentRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Resolved. It is kept, and can be opened again at any time.")
    return redirect("comment", round.slug, first.reference)


@require_POST
@allowed(Permission.COMMENT)
def comment_reopen(request: HttpRequest, round: Round, comment: str) -> HttpResponse:
    """Take back that a thread is settled."""
    first = _settled_by(request, round, comment)
    try:
        commenting.reopen(thread=first, by=request.user, at=timezone.now())
    except CommentRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "The comment is open again.")
    return redirect("comment", round.slug, first.reference)


@allowed(Permission.COMMENT, also_closed=True)
def comment_withdraw(request: HttpRequest, round: Round, comment: str) -> HttpResponse:
    """Take back words of one's own, after seeing what that means."""
    own = _comment(round, comment)
    if own.by_id != request.user.pk:
        raise PermissionDenied("Only whoever wrote a comment can withdraw it.")
    thread = own.answers or own
    if request.method == "POST":
        commenting.withdraw(comment=own, by=request.user, at=timezone.now())
        messages.success(request, "Your comment is withdrawn: its words are gone, that it was there stays.")
        return redirect("comment", round.slug, thread.reference)
    context = {"own": own, "thread": thread, **section_of(own)}
    return render(request, "selfassessment/comment_withdraw.html", context)


def _comment(round: Round, reference: str, *, thread: bool = False) -> Comment:
    first = next(iter(_found.rows(round.pk, reference, thread)), None)
    if first is None:
        raise Http404("There is no comment with this address in this round.")
    return first


@Question
def _found(round: int, reference: str, thread: bool) -> QuerySet[Comment]:
    found = Comment.objects.filter(judgement__round=round, reference=reference)
    found = found.threads() if thread else found
    return found.select_related("judgement__statement", "part", "i_statement", "answers", "by")


def _settled_by(request: HttpRequest, round: Round, reference: str) -> Comment:
    first = _comment(round, reference, thread=True)
    if not may_settle(request.access, first, request.user):
        raise PermissionDenied("Comments are resolved by the council’s own people and by whoever began them.")
    return first


def _around(request: HttpRequest, first: Comment, form: CommentForm | None) -> dict:
    thread = thread_of(first)
    thread.may_settle = may_settle(request.access, first, request.user)
    may_comment = request.access.may(Permission.COMMENT)
    slot = Slot(first.part, first.i_statement) if first.part else None
    says_now = text_commented_on(request.round, first.judgement.statement, slot)
    return {"thread": thread, "form": form, "says_now": says_now, "may_comment": may_comment, **section_of(first)}


def _said(sentence: str, posted: Posted) -> str:
    names = [person.name for person in posted.told]
    if not names:
        return sentence
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{sentence} {listed} will find it in their inbox."
