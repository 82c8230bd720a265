"""The people of a council and their roles."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.forms import PersonForm, RolesForm
from assurance.models import Council, Membership, User
from assurance.operations.councils import Refused
from assurance.operations.people import add_person, make_password_link, set_roles
from assurance.roles import Permission, Role

PER_PAGE = 50


@allowed(Permission.INSTALLATION)
def settings_people(request: HttpRequest) -> HttpResponse:
    """Everybody with a role in the council."""
    people = (
        User.objects.filter(memberships__council=request.council).distinct().order_by("name").prefetch_related(None)
    )
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    roles: dict[int, list[str]] = {}
    for person_id, role in Membership.objects.filter(council=request.council, person__in=list(page)).values_list(
        "person_id", "role"
    ):
        roles.setdefault(person_id, []).append(Role(role).label)
    rows = [(person, ", ".join(sorted(roles.get(person.pk, [])))) for person in page]
    return render(request, "assurance/settings_people.html", {"page": page, "rows": rows})


@allowed(Permission.INSTALLATION)
def settings_person_add(request: HttpRequest) -> HttpResponse:
    """Add somebody to the council."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        known = Membership.objects.filter(council=request.council, person__email__iexact=given["email"]).exists()
        if known:
            form.add_error("email", "Somebody with this e-mail address is in your council already.")
        else:
            person = add_person(council=request.council, **given, by=request.user, at=timezone.now())
            messages.success(request, f"{person.name} is added. Make a password link below and pass it on to them.")
            return redirect("settings_person", person.pk)
    return render(request, "assurance/settings_person_add.html", {"form": form})


@allowed(Permission.INSTALLATION)
def settings_person(request: HttpRequest, number: int) -> HttpResponse:
    """One person's roles in the council."""
    person = _person(request.council, number)
    held = Membership.objects.filter(council=request.council, person=person).values_list("role", flat=True)
    form = RolesForm(request.POST or None, initial={"roles": list(held)})
    if request.method == "POST" and form.is_valid():
        try:
            set_roles(
                council=request.council, person=person, roles=form.cleaned_data["roles"], by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except Refused as error:
            form.add_error("roles", str(error))
        else:
            gone = not form.cleaned_data["roles"]
            messages.success(
                request, f"{person.name} no longer belongs to your council." if gone else "The roles are saved."
            )
            return redirect("settings_people")
    return render(request, "assurance/settings_person.html", {"someone": person, "form": form})


@require_POST
@never_cache
@allowed(Permission.INSTALLATION)
def settings_person_link(request: HttpRequest, number: int) -> HttpResponse:
    """Make a one-time link with which a person chooses their password; shown once, stored nowhere."""
    person = _person(request.council, number)
    try:
        path = make_password_link(council=request.council, person=person, by=request.user, at=timezone.now())
    except Refused as error:
        messages.info(request, str(error))
        return redirect("settings_person", person.pk)
    link = request.build_absolute_uri(path)
    return render(request, "assurance/settings_person_link.html", {"someone": person, "link": link})


def _person(council: Council, number: int) -> User:
    person = User.objects.filter(pk=number, memberships__council=council).distinct().first()
    if person is None:
        raise Http404("There is nobody with this address in your council.")
    return person
