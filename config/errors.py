"""The pages people meet when something is wrong with their request."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token


@requires_csrf_token
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form whose security token no longer fits, for example after signing in in another tab."""
    return render(request, "403_csrf.html", {"typed": request.POST.dict() if request.method == "POST" else {}}, status=403)
