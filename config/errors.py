"""The pages people meet when something is wrong with their request."""

import logging
import sys

from django.conf import settings
from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.urls import Resolver404
from django.views import defaults
from django.views.decorators.csrf import requires_csrf_token

from assurance.closing import RoundIsClosed

log = logging.getLogger("prepare")
DATABASE_DOWN = (OperationalError, InterfaceError)


WORTH_KEEPING = 20  # characters; shorter than that is quickly written again


def typed_in(request: HttpRequest) -> list[dict[str, str]]:
    """What somebody wrote in a form, as items with label and text; never a password."""
    if request.method != "POST":
        return []
    return [
        {"label": name.removeprefix("text-").replace("-", " ").replace("_", " ").capitalize(), "text": text}
        for name, text in request.POST.items()
        if len(text) > WORTH_KEEPING and name != "csrfmiddlewaretoken" and "password" not in name
    ]


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, which keeps the words on its page and needs a sentence to show there, not a page."""
    return request.headers.get("Accept") == "application/json"


@requires_csrf_token
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form whose security token no longer fits, for example after signing in in another tab.

    A script gets a token that fits, with which it can send the same again: no other site can read the answer.
    """
    if wants_json(request):
        sentence = "Your sign-in has changed in another window. We send your words again by ourselves."
        return JsonResponse({"sentence": sentence, "token": get_token(request)}, status=403)
    return render(request, "403_csrf.html", {"typed": typed_in(request)}, status=403)


@requires_csrf_token
def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for what a person's role does not include; gives back what they wrote."""
    if isinstance(exception, RoundIsClosed):
        return _round_is_closed(request, str(exception))
    if wants_json(request):
        sentence = (
            "Your role no longer includes writing here, so this was not saved. Your words are kept on this page: copy "
            "them, and ask the person who runs the assessment in your council."
        )
        return JsonResponse({"sentence": sentence}, status=403)
    return render(request, "403.html", {"exception": str(exception), "typed": typed_in(request)}, status=403)


def _round_is_closed(request: HttpRequest, sentence: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"sentence": f"{sentence} Your words are kept on this page: copy them."}, status=403)
    context = {"sentence": sentence, "typed": typed_in(request)}
    return render(request, "round_is_closed.html", context, status=403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for an address that leads nowhere; with our own sentence where a view gave one."""
    if wants_json(request):
        sentence = "This section is no longer open to you, so this was not saved. Your words are kept on this page."
        return JsonResponse({"sentence": sentence}, status=404)
    sentence = "" if isinstance(exception, Resolver404) else str(exception)
    return render(request, "404.html", {"sentence": sentence}, status=404)


def sign_in_again(request: HttpRequest, address: str) -> HttpResponse:
    """The page for somebody whose session ended before they sent a form: their words are on it."""
    if wants_json(request):
        sentence = "You are signed out, so nothing can be saved just now. Your words are kept on this page."
        return JsonResponse({"sentence": sentence, "sign_in": resolve_url(settings.LOGIN_URL)}, status=401)
    context = {"typed": typed_in(request), "sign_in_url": address}
    return render(request, "sign_in_again.html", context, status=401)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours; or, when a middleware could not reach the database (for the session), the 503."""
    error = sys.exc_info()[1]
    return unavailable(error) if isinstance(error, DATABASE_DOWN) else defaults.server_error(request)


def unavailable(error: Exception) -> HttpResponse:
    """The 503 page: says nothing is lost and to try again in a minute."""
    log.error("The database can't be used: %s", str(error).strip().partition("\n")[0])
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "60"})
