"""Setting up a fresh installation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed
from assurance.forms import FirstRunForm
from assurance.operations import first_run as setting_up
from assurance.operations.councils import Refused
from assurance.roles import Permission


@allowed(Permission.ANYONE)
def first_run(request: HttpRequest) -> HttpResponse:
    """Which council, which edition, who is the first administrator? Only until that is answered once."""
    if not setting_up.is_needed():
        return redirect("home")
    form = FirstRunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person, _ = setting_up.set_up_installation(**form.cleaned_data, at=timezone.now())
        except Refused as error:
            field = "token" if "token" in str(error) else "round_slug" if "address" in str(error) else None
            form.add_error(field, str(error))
        else:
            messages.success(request, f"{person.name}, your council is set up. Sign in, then add your colleagues.")
            return redirect("account_login")
    return render(request, "assurance/first_run.html", {"form": form})
