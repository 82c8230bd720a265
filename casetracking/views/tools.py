"""What a council makes its own in the case room: documents asked for, the audit tool, teams of auditors."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed
from assurance.models import Round, User
from assurance.official import statements_of_edition
from assurance.roles import TABLE, Permission
from casetracking.forms.tools import AuditToolForm, DocumentKindsForm, TeamsForm
from casetracking.models import DocumentKind, Team
from casetracking.operations.tools import (
    QuestionWords,
    ToolRefused,
    save_document_kinds,
    save_tool,
    set_teams,
    tool_of,
)


@allowed(Permission.CASES_CURATE)
def document_kinds(request: HttpRequest, round: Round) -> HttpResponse:
    """Which documents are asked for of each case."""
    kinds = list(DocumentKind.objects.in_force(round.council))
    standing = "\n".join(kind.title for kind in kinds)
    form = DocumentKindsForm(request.POST or None, initial={"titles": standing, "before": standing})
    status = 200
    if request.method == "POST" and form.is_valid():
        titles, before = form.cleaned_data["titles"], form.cleaned_data["before"]
        try:
            save_document_kinds(
                council=round.council, titles=titles, before=before, by=request.user, at=timezone.now()
            )
        except ToolRefused as why:
            form.add_error("titles", str(why))
            form.data = {**form.data.dict(), "before": standing}
            status = 409
        else:
            messages.success(request, "The list of documents is saved.")
            return redirect("document_kinds", round.slug)
    context = {
        "form": form,
        "kinds": kinds,
        "stale": status == 409,
        "ours": bool(kinds) and kinds[0].council_id is None,
    }
    return render(request, "casetracking/document_kinds.html", context, status=status)


@allowed(Permission.CASES_CURATE)
def audit_tool(request: HttpRequest, round: Round) -> HttpResponse:
    """The questions practice is audited by."""
    tool = tool_of(round.council)
    questions = [QuestionWords(q.statement, q.text, q.looks_for) for q in tool.questions.order_by("number")]
    statements = [(one.slug, one.title) for one in statements_of_edition(round.edition)]
    initial = {"title": "Our audit tool" if tool.council_id is None else tool.title}
    form = AuditToolForm(request.POST or None, statements=statements, questions=questions, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("tool") != tool.slug:
                raise ToolRefused(
                    "Somebody else changed the tool while you were here. Yours was not saved. Open it again."
                )
            save_tool(
                council=round.council, tool=tool, title=form.cleaned_data["title"], questions=form.questions(),
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except ToolRefused as why:
            form.add_error(None, str(why))
        else:
            messages.success(
                request, "The audit tool is saved. Audits that have begun keep the questions they began with."
            )
            return redirect("audit_tool", round.slug)
    return render(
        request, "casetracking/audit_tool.html", {"form": form, "tool": tool, "ours": tool.council_id is None}
    )


@allowed(Permission.CASES_CURATE)
def audit_teams(request: HttpRequest, round: Round) -> HttpResponse:
    """In which team each auditor works, so that nobody is given a case of their own."""
    people = auditors_of(round)
    held = dict(Team.objects.filter(council=round.council).values_list("person", "name"))
    initial = {f"team-{person.pk}": held.get(person.pk, "") for person in people}
    form = TeamsForm(request.POST or None, people=people, initial=initial)
    if request.method == "POST" and form.is_valid():
        set_teams(council=round.council, teams=form.teams(), by=request.user, at=timezone.now())
        messages.success(request, "The teams are saved.")
        return redirect("audit_teams", round.slug)
    return render(request, "casetracking/audit_teams.html", {"form": form, "people": people})


def auditors_of(round: Round) -> list[User]:
    """Who may audit cases in this council, by name."""
    roles = list(TABLE[Permission.CASES_AUDIT])
    held = {"memberships__council": round.council, "memberships__role__in": roles}
    return list(User.objects.filter(**held, is_active=True).order_by("name", "pk").distinct())
