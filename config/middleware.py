"""What happens around every request."""

import logging

from django.db.utils import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse

from assurance.operations.first_run import is_needed

log = logging.getLogger("prepare")


def database_down(get_response):
    """Answer 503 with a plain page when the database can't be reached, instead of a server error."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, error):
        if isinstance(error, OperationalError | InterfaceError):
            return unavailable(error)
        return None

    def outer(request):
        try:
            return middleware(request)
        except (OperationalError, InterfaceError) as error:  # raised by another middleware
            return unavailable(error)

    outer.process_exception = process_exception
    return outer


def set_up_first(get_response):
    """Lead the sign-in page of an installation without any council to its set-up page."""

    def middleware(request):
        if request.path == reverse("account_login") and is_needed():
            return redirect("first_run")
        return get_response(request)

    return middleware


def unavailable(error: Exception) -> HttpResponse:
    """The 503 page: says nothing is lost and to try again in a minute."""
    log.error("The database can't be used: %s", str(error).strip().splitlines()[0])
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "60"})
