"""What happens around every request."""

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware, get_user
from django.contrib.sessions.middleware import SessionMiddleware
from django.shortcuts import redirect

from assurance.addresses import to_page
from assurance.operations.first_run import is_needed
from config.errors import DATABASE_DOWN, sign_in_again, typed_in, unavailable, wants_json


def database_down(get_response):
    """Answer 503 with a plain page when a view can't reach the database; config.errors.server_error does the rest."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, error):
        return unavailable(error) if isinstance(error, DATABASE_DOWN) else None

    middleware.process_exception = process_exception
    return middleware


class Sessions(SessionMiddleware):
    """Sessions whose cookie goes only when somebody signs out.

    A page that saves by itself may ask with the cookie of a session which has just ended, while the person signs in
    again in another window. Were its answer to take the cookie away, as Django's does, it would take the new one, and
    sign out who has just signed in. A cookie that belongs to no session opens nothing.
    """

    def process_response(self, request, response):
        """As Django's, but for the cookie of a session that was found ended rather than ended here."""
        answer = super().process_response(request, response)
        cookie = answer.cookies.get(settings.SESSION_COOKIE_NAME)
        if cookie is not None and not cookie.value and not request.session.modified:
            del answer.cookies[settings.SESSION_COOKIE_NAME]
        return answer


class SignInFirst(LoginRequiredMiddleware):
    """Every page needs a sign-in unless its view says otherwise. Words sent after a session ended are given back."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        """As Django's; whoever is signed in is known by then, and need not be found behind a promise each time."""
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        if answer is None and getattr(view_func, "login_required", True):
            request.user = get_user(request)
        return answer

    def handle_no_permission(self, request, view_func):
        """Lead to the sign-in page; with something written in the request, to a page that shows it first."""
        to_sign_in = super().handle_no_permission(request, view_func)
        asks = typed_in(request) or wants_json(request)
        return sign_in_again(request, to_sign_in.url) if asks else to_sign_in


def keep_to_oneself(get_response):
    """Let no shared computer keep the pages of somebody who is signed in: Back after signing out shows nothing."""

    def middleware(request):
        response = get_response(request)
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def set_up_first(get_response):
    """Lead the sign-in page of an installation without any council to its set-up page."""

    def middleware(request):
        if request.path == to_page("account_login") and is_needed():
            return redirect("first_run")
        return get_response(request)

    return middleware
