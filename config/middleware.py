"""What happens around every request."""

import logging

from django.db.utils import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string

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


def unavailable(error: Exception) -> HttpResponse:
    """The 503 page: says nothing is lost and to try again in a minute."""
    log.error("The database can't be used: %s", str(error).strip().splitlines()[0])
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "60"})
