"""A council's own parts, subtopics and prompts beside an edition."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed
from assurance.forms import PartForm, StatementPromptsForm, prompts_as_lines
from assurance.models import Council, Part, PromptSet
from assurance.operations.councils import Refused
from assurance.operations.prompts import save_part, save_prompts
from assurance.roles import Permission


@allowed(Permission.INSTALLATION)
def settings_prompts(request: HttpRequest, edition: str) -> HttpResponse:
    """The parts people write, and the prompts that help them, for one edition."""
    prompt_set = _prompt_set(request.council, edition)
    statements = prompt_set.edition.statements.in_order()
    counts: dict[int, int] = {}
    for statement_id in prompt_set.subtopics.values_list("statement_id", flat=True):
        counts[statement_id] = counts.get(statement_id, 0) + 1
    return render(
        request,
        "assurance/settings_prompts.html",
        {
            "prompt_set": prompt_set,
            "parts": prompt_set.parts.order_by("number"),
            "statements": [(s, counts.get(s.pk, 0)) for s in statements],
        },
    )


@allowed(Permission.INSTALLATION)
def settings_part_add(request: HttpRequest, edition: str) -> HttpResponse:
    """Add a part to write."""
    prompt_set = _prompt_set(request.council, edition)
    form = PartForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _saved(request, prompt_set, None, form):
        return redirect("settings_prompts", edition)
    return render(request, "assurance/settings_part_add.html", {"form": form, "prompt_set": prompt_set})


@allowed(Permission.INSTALLATION)
def settings_part(request: HttpRequest, edition: str, part: str) -> HttpResponse:
    """Change a part's title, help and word guide, or hide it."""
    prompt_set = _prompt_set(request.council, edition)
    found = prompt_set.parts.filter(slug=part).first()
    if found is None:
        raise Http404("There is no part with this address.")
    initial = {key: getattr(found, key) for key in ("title", "help", "word_guide", "scope", "retired")}
    form = PartForm(request.POST or None, initial=initial)
    form.fields["scope"].disabled = True  # texts belong to a part in its place
    if request.method == "POST" and form.is_valid() and _saved(request, prompt_set, found, form):
        return redirect("settings_prompts", edition)
    return render(request, "assurance/settings_part.html", {"form": form, "part": found, "prompt_set": prompt_set})


@allowed(Permission.INSTALLATION)
def settings_statement_prompts(request: HttpRequest, edition: str, slug: str) -> HttpResponse:
    """Change a statement's guidance, subtopics and prompts."""
    prompt_set = _prompt_set(request.council, edition)
    statement = prompt_set.edition.statements.filter(slug=slug).first()
    if statement is None:
        raise Http404("This edition has no statement with this address.")
    subtopics = prompt_set.subtopics.filter(statement=statement).order_by("number").prefetch_related("prompts")
    lines = [(s.title, [p.text for p in sorted(s.prompts.all(), key=lambda p: p.number)]) for s in subtopics]
    initial = {"guidance": prompt_set.guidance.get(slug, ""), "subtopics": prompts_as_lines(lines)}
    form = StatementPromptsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        save_prompts(
            prompt_set=prompt_set, statement=statement, **form.cleaned_data, by=request.user, at=timezone.now()
        )
        messages.success(request, f"The prompts for “{statement.title}” are saved.")
        return redirect("settings_prompts", edition)
    return render(
        request,
        "assurance/settings_statement_prompts.html",
        {"form": form, "statement": statement, "prompt_set": prompt_set},
    )


def _prompt_set(council: Council, edition: str) -> PromptSet:
    prompt_set = PromptSet.objects.filter(council=council, edition__slug=edition).select_related("edition").first()
    if prompt_set is None:
        raise Http404("Your council has no round under this edition yet, so it has no prompts of its own for it.")
    return prompt_set


def _saved(request: HttpRequest, prompt_set: PromptSet, part: Part | None, form: PartForm) -> bool:
    try:
        saved = save_part(prompt_set=prompt_set, part=part, **form.cleaned_data, by=request.user, at=timezone.now())
    except Refused as error:
        form.add_error("title", str(error))
        return False
    messages.success(request, f"The part “{saved.title}” is saved.")
    return True
