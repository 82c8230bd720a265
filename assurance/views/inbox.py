"""What a person was told, the latest first."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.addresses import address_of
from assurance.models import Notice
from assurance.operations.notices import mark_read
from assurance.roles import Permission

PER_PAGE = 20


@allowed(Permission.SIGNED_IN)
def inbox(request: HttpRequest) -> HttpResponse:
    """What did somebody tell me? In the council whose pages this person sees."""
    notices = Notice.objects.for_person(request.user, request.council)
    only_unread = request.GET.get("show") == "unread"
    page = Paginator(notices.unread() if only_unread else notices, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "assurance/inbox.html", {"page": page, "only_unread": only_unread})


@require_POST
@allowed(Permission.SIGNED_IN)
def inbox_open(request: HttpRequest) -> HttpResponse:
    """Mark one notice as read and lead to the page it is about."""
    number = request.POST.get("notice", "")
    own = Notice.objects.for_person(request.user, request.council)
    notice = own.filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None
    if notice is None:
        messages.error(request, "That notice is not in this inbox any more. Nothing was changed.")
        return redirect("inbox")
    mark_read(person=request.user, council=request.council, at=timezone.now(), notices=[notice.pk])
    page = notice.page
    address = address_of(page["name"], *page["arguments"], fragment=page.get("fragment", ""))
    if not address:
        messages.info(request, "The page this notice was about is no longer there. It is marked as read.")
        return redirect("inbox")
    return redirect(address)


@require_POST
@allowed(Permission.SIGNED_IN)
def inbox_read(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    read = mark_read(person=request.user, council=request.council, at=timezone.now()) if request.council else 0
    said = f"{read} notice{'s' if read != 1 else ''} marked as read." if read else "Everything was read already."
    messages.success(request, said)
    return redirect("inbox")
