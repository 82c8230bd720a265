"""The pages people meet when something is wrong with their request."""

import logging
import sys

from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views import defaults
from django.views.decorators.csrf import requires_csrf_token

log = logging.getLogger("prepare")
DATABASE_DOWN = (OperationalError, InterfaceError)


@requires_csrf_token
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form whose security token no longer fits, for example after signing in in another tab."""
    return render(
        request, "403_csrf.html", {"typed": request.POST.dict() if request.method == "POST" else {}}, status=403
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours; or, when a middleware could not reach the database (for the session), the 503."""
    error = sys.exc_info()[1]
    return unavailable(error) if isinstance(error, DATABASE_DOWN) else defaults.server_error(request)


def unavailable(error: Exception) -> HttpResponse:
    """The 503 page: says nothing is lost and to try again in a minute."""
    log.error("The database can't be used: %s", str(error).strip().partition("\n")[0])
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "60"})
