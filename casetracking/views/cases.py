"""A pooled case on its way: the list, the case's page, and what is recorded on it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.models import Event, Round
from assurance.roles import Permission
from casetracking.cld.signs import read_reference
from casetracking.forms import cases as forms
from casetracking.middleware import about_people
from casetracking.models import Attribute, Case, CaseDocument, Consent, DocumentKind, Look, Pool
from casetracking.operations import cases as acts
from casetracking.operations.cases import CaseRefused, StaleCase
from casetracking.operations.choosing import ChoiceRefused
from casetracking.operations.telling import tell_ticked
from casetracking.presenters import cases as shown
from casetracking.presenters.deadlines import deadlines_of
from casetracking.presenters.drawing import choices_of
from casetracking.statuses import AuditStatus, Move, Status, why_not
from casetracking.views.finding import attributes_of, pool_of
from casetracking.views.hanging import ASKED, PLAIN, REFLECTED, WHOLE, Hanging

NOT_CHECKED = "Nobody has checked yet whether this case is suitable, so the person can’t be asked."
NOT_ASKED = "This case is “{}”, so the person is not asked for consent."
NEVER_WITHDRAWN = "This case is “{}”, so there is no yes that could be taken back."
LOOKS_SHOWN = EVENTS_SHOWN = 20


@about_people
@allowed(Permission.CASES_CURATE)
def pool_progress(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """How far each case is: status, consent, documents, what is late."""
    found = pool_of(request, round, pool)
    today = timezone.localdate()
    show = request.GET.get("show", "") if request.GET.get("show", "") in shown.SHOW else ""
    rows = shown.case_rows(shown.on_their_way(found), today)
    context = {
        "pool": found,
        "all": len(rows),
        "rows": shown.shown_under(rows, show),
        "filters": [(slug, words, len(shown.shown_under(rows, slug))) for slug, words in shown.SHOW.items()],
        "show": show,
        "deadlines": deadlines_of(found, today),
    }
    return render(request, "casetracking/pool_progress.html", context)


@allowed(Permission.CASES_CURATE)
def case(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """One case: how far it is, consent, contacts, what else is held, who has looked."""
    found, held = _case(request, round, pool, candidate, WHOLE)
    reference = held.candidate.reference
    events = Event.objects.in_case_room(round).filter(subject=f"{reference} in pool {found.slug}")
    events = events.only("actor_name", "verb", "at")
    context = {
        "pool": found,
        "case": held,
        "status": Status(held.status),
        "record": shown.record_of(held),
        "consent": getattr(held, "consent", None),
        "suitability": getattr(held, "suitability", None),
        "reflection": getattr(held, "reflection", None),
        "step": shown.next_step(held, [round.slug, found.slug, reference]),
        "facts": shown.facts_of(held, list(Attribute.objects.of_council(round.council).known_as(*shown.TOLD))),
        "deadlines": deadlines_of(found, timezone.localdate()),
        "contacts": held.contacts.select_related("by").only(*shown.OF_CONTACT).order_by("-on", "-pk"),
        "reasons": [(slug, words) for slug, (words, _) in acts.TAKEN_OUT.items()],
        "looks": Look.objects.by_reader_and_day(found, reference)[:LOOKS_SHOWN],
        "events": [(event, shown.done_to(event.verb)) for event in events[:EVENTS_SHOWN]],
    }
    return render(request, "casetracking/case.html", context)


@allowed(Permission.CASES_CURATE)
def case_suitable(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """Say whether the person may be asked at all."""
    found, held = _case(request, round, pool, candidate)
    form = forms.SuitabilityForm(request.POST or None, initial={"version": held.version})

    def act(given):
        acts.check_suitability(
            case=held, version=given["version"], suitable=given["suitable"] == "yes", reason=given["reason"],
            by=request.user, at=timezone.now(),
        )  # fmt: skip
        return "Suitable: now the person can be asked." if given["suitable"] == "yes" else "Not suitable."

    return _form_page(request, round, found, held, form, act, "case_suitable")


@allowed(Permission.CASES_CURATE)
def case_consent(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """Record who asked, when and how, and what the person said."""
    found, held = _case(request, round, pool, candidate, ASKED)
    consent = getattr(held, "consent", None)
    initial = forms.ConsentForm.initial_of(consent, timezone.localdate())
    form = forms.ConsentForm(request.POST or None, initial=initial)

    def act(given):
        acts.record_consent(
            case=held, version=given["version"], asked=form.asked(), by=request.user, at=timezone.now()
        )
        said = {"yes": "They said yes.", "no": "They said no. Their place in the pool is free."}
        return f"Consent is recorded. {said.get(given['answer'], 'No answer yet.')}"

    not_yet = f"They withdrew on {consent.withdrawn_on:%-d %B %Y}, and that stands." if _withdrew(consent) else ""
    if consent is None and request.method == "GET" and why_not(Move.ASK, Status(held.status)):
        not_yet = NOT_CHECKED if held.status == Status.DRAWN else NOT_ASKED.format(Status(held.status).label)
    return _form_page(request, round, found, held, form, act, "case_consent", consent=consent, not_yet=not_yet)


def _withdrew(consent: Consent | None) -> bool:
    return consent is not None and consent.withdrawn_on is not None


@allowed(Permission.CASES_CURATE)
def case_withdraw(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """Record that somebody took their yes back."""
    found, held = _case(request, round, pool, candidate, ASKED)
    version = held.consent.version if hasattr(held, "consent") else 0
    form = forms.WithdrawForm(request.POST or None, initial={"version": version, "on": timezone.localdate()})

    def act(given):
        acts.withdraw_consent(case=held, version=given["version"], on=given["on"], by=request.user, at=timezone.now())
        return "It is recorded that they withdrew. Their place in the pool is free."

    never = request.method == "GET" and why_not(Move.WITHDRAW, Status(held.status))
    not_yet = NEVER_WITHDRAWN.format(Status(held.status).label) if never else ""
    return _form_page(request, round, found, held, form, act, "case_withdraw", not_yet=not_yet)


@allowed(Permission.CASES_CURATE)
def case_contact(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """Add a line to the contact log."""
    found, held = _case(request, round, pool, candidate)
    form = forms.ContactForm(request.POST or None, initial={"on": timezone.localdate()})

    def act(given):
        said = {name: given[name] for name in ("on", "way", "note")}
        acts.log_contact(case=held, **said, by=request.user, at=timezone.now())
        return "The contact is logged."

    return _form_page(request, round, found, held, form, act, "case_contact")


@require_POST
@allowed(Permission.CASES_CURATE)
def case_contact_remove(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """Take a line out of the contact log, with the reason chosen from a few."""
    found, held = _case(request, round, pool, candidate)
    number = request.POST.get("line", "")
    line = held.contacts.filter(pk=number).first() if number.isdecimal() else None
    try:
        if line is None:
            raise CaseRefused("That line is gone already. Nothing was changed.")
        acts.remove_contact(contact=line, reason=request.POST.get("reason", ""), by=request.user, at=timezone.now())
    except CaseRefused as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, "The line is taken out of the contact log.")
    return redirect("case", round.slug, found.slug, held.candidate.reference)


@allowed(Permission.CASES_CURATE)
def case_documents(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """Say where each document stands in the council's record system; no file is taken here."""
    found, held = _case(request, round, pool, candidate)
    kinds = list(DocumentKind.objects.in_force(round.council))
    rows = {row.kind_id: row for row in CaseDocument.objects.filter(case=held)}
    initial = {"version": held.version, "due_on": found.documents_due_on}
    for kind in kinds:
        if row := rows.get(kind.pk):
            initial |= {f"state-{kind.slug}": row.state, f"pointer-{kind.slug}": row.pointer}
            initial["due_on"] = row.due_on or initial["due_on"]
    form = forms.DocumentsForm(request.POST or None, initial=initial, kinds=kinds, case=held)

    def act(given):
        acts.point_to_documents(
            case=held, version=given["version"], pointed=form.pointed(), by=request.user, at=timezone.now()
        )
        return "The documents are saved."

    return _form_page(request, round, found, held, form, act, "case_documents")


@allowed(Permission.CASES_CURATE)
def case_reflection(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """The reflective log of the worker who knows the case."""
    found, held = _case(request, round, pool, candidate, REFLECTED)
    reflection = getattr(held, "reflection", None)
    initial = {
        "worker": held.worker,
        "text": reflection.text if reflection else "",
        "version": reflection.version if reflection else 0,
    }
    form = forms.ReflectionForm(request.POST or None, initial=initial)

    def act(given):
        said = {name: given[name] for name in ("version", "text", "worker")}
        acts.write_reflection(case=held, **said, by=request.user, at=timezone.now())
        return "The reflective log is saved."

    return _form_page(request, round, found, held, form, act, "case_reflection", reflection=reflection)


@allowed(Permission.CASES_CURATE)
def case_chronology(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """What happened when, as days before the pool's day, and adding a line."""
    found, held = _case(request, round, pool, candidate)
    form = forms.MilestoneForm(request.POST or None)

    def act(given):
        acts.add_milestone(case=held, on=given["on"], what=given["what"], by=request.user, at=timezone.now())
        return "The chronology has one line more."

    extra = {"lines": held.milestones.order_by("-days_before", "pk"), "anchor": acts.anchor_of(found)}
    return _form_page(request, round, found, held, form, act, "case_chronology", back="case_chronology", **extra)


@require_POST
@allowed(Permission.CASES_CURATE)
def case_milestone_remove(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """Take a line out of the chronology."""
    found, held = _case(request, round, pool, candidate)
    number = request.POST.get("line", "")
    line = held.milestones.filter(pk=number).first() if number.isdecimal() else None
    if line is None:
        messages.warning(request, "That line is gone already.")
    else:
        acts.remove_milestone(milestone=line, by=request.user, at=timezone.now())
        messages.success(request, "The line is taken out.")
    return redirect("case_chronology", round.slug, found.slug, held.candidate.reference)


@allowed(Permission.CASES_CURATE)
def case_leave(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """Take a case out of the pool without a substitute."""
    found, held = _case(request, round, pool, candidate)
    form = forms.LeaveForm(request.POST or None, initial={"version": held.version})

    def act(given):
        acts.leave_pool(
            case=held, version=given["version"], reason=given["reason"], by=request.user, at=timezone.now()
        )
        return f"{held} is taken out of the pool."

    ends = shown.ends_with(held, held.audits.exclude(status=AuditStatus.FINISHED).count())
    return _form_page(request, round, found, held, form, act, "case_leave", ends=ends)


@require_POST
@allowed(Permission.CASES_CURATE)
def case_return(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """Put a case back that was taken out or found not suitable."""
    found, held = _case(request, round, pool, candidate)
    try:
        acts.return_to_pool(case=held, version=held.version, by=request.user, at=timezone.now())
    except CaseRefused as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, f"{held} is back in the pool. Check again whether it is suitable.")
    return redirect("case", round.slug, found.slug, held.candidate.reference)


@allowed(Permission.CASES_CURATE)
def case_substitute(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """Who fits the place of a case that is over, what they cost in coverage, and taking them with one button."""
    found, held = _case(request, round, pool, candidate)
    places = [round.slug, found.slug]
    if request.method == "POST":
        try:
            taken = acts.take_substitute(
                case=held, reference=request.POST.get("substitute", ""), by=request.user, at=timezone.now()
            )
        except (CaseRefused, ChoiceRefused) as why:
            messages.warning(request, str(why))
            return redirect("case", *places, held.candidate.reference)
        messages.success(request, f"{taken.candidate.reference} is in the pool as {taken}, in place of {held}.")
        return redirect("case", *places, taken.candidate.reference)
    is_free = Status(held.status).is_over and held.standing == Case.Standing.POOL
    best = acts.best_substitute(held, at=timezone.now()) if is_free else None
    offer = choices_of(found, [best], attributes_of(round))[0] if best else None
    context = {"pool": found, "case": held, "status": Status(held.status), "offer": offer, "is_free": is_free}
    return render(request, "casetracking/case_substitute.html", context)


def _case(
    request: HttpRequest, round: Round, pool: str, candidate: str, hanging: Hanging = PLAIN
) -> tuple[Pool, Case]:
    """The pool and one of its cases, with what hangs on it as far as the page needs it: one query each."""
    found = pool_of(request, round, pool)
    held = hanging.case_of(found, read_reference(candidate) or "")
    if held is None:
        raise Http404("This pool has no case with this reference. Check it against your list.")
    held.pool = found
    return found, held


def _place_is_free(before: Case) -> bool:
    """Whether what was just done has freed a case's place in the pool."""
    after = Case.objects.only("status", "standing").get(pk=before.pk)
    over = Status(after.status).is_over and not Status(before.status).is_over
    return over and after.standing == Case.Standing.POOL


def _form_page(request, round, pool, held, form, act, name: str, *, back: str = "case", **extra) -> HttpResponse:
    """Show a form about a case, or do what it says and lead back; a save that comes late shows what stands now."""
    status, stale = 200, False
    if request.method == "POST" and form.is_valid():
        try:
            done = act(form.cleaned_data)
        except StaleCase as why:
            form.add_error(None, str(why))
            form.data = {**form.data.dict(), "version": str(form.initial.get("version", 0))}
            status, stale = 409, True
        except CaseRefused as why:
            form.add_error(None, str(why))
        else:
            tell_ticked(pool=pool, concerns=getattr(form, "confirmed", []), by=request.user, at=timezone.now())
            messages.success(request, done)
            lead = "case_substitute" if _place_is_free(held) else back
            return redirect(lead, round.slug, pool.slug, held.candidate.reference)
    context = {"pool": pool, "case": held, "form": form, "stale": stale, **extra}
    return render(request, f"casetracking/{name}.html", context, status=status)
