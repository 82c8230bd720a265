"""Client Level Data, within its own request: into candidates, or into the list that finds people again.

Both take the file as it arrives and keep nothing of it: see casetracking/receiving.py. So these views may not have the
body read before them, and look for the form's token themselves.
"""

import contextlib
import csv
import datetime
import io
import time
from collections.abc import Iterator

from django.contrib import messages
from django.db import transaction
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from assurance.access import allowed
from assurance.addresses import to_page
from assurance.models import Round
from assurance.roles import Permission
from casetracking.cld import reading
from casetracking.forms.pools import OLDER, CldForm
from casetracking.models import Candidate, Import, Pool
from casetracking.operations.imports import ImportRefused, OlderFile, latest_cld, take_extract
from casetracking.operations.keys import KeyRefused, key_in_force, key_to_find_again
from casetracking.operations.pools import PoolRefused
from casetracking.operations.telling import tell_of_pool
from casetracking.presenters.files import faults_of, warnings_of
from casetracking.presenters.sheets import came_of, problems_of, unknown_of
from casetracking.receiving import NotTaken, is_gone, limit_bytes, read_away, receive
from casetracking.sealing import Unreadable
from casetracking.turns import Busy, turn
from casetracking.views.finding import attributes_of, pool_of

# Each says in a sentence what happened.
SAID = (Busy, reading.Refused, ImportRefused, KeyRefused, NotTaken, PoolRefused, Unreadable)
NOTHING_KEPT = "Nothing of the file was kept"
LEFT = "The page was left before the file was through. Nothing of the file was kept. Try again."
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@csrf_exempt
@allowed(Permission.CASES_CURATE)
def pool_import(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """Import Client Level Data: the file goes through memory into candidates, and is gone."""
    found = pool_of(request, round, pool)
    sentence = ""
    if request.method == "POST":
        try:
            answer = _import(request, found)
        except SAID as why:
            sentence = said_of(request, why)
        else:
            if isinstance(answer, HttpResponse):
                return answer
            messages.success(request, f"The file is imported: {answer.people:,} candidates.")
            address = to_page("pool_file", round.slug, found.slug, answer.number)
            return JsonResponse({"address": address}) if _by_script(request) else redirect(address)
        if _by_script(request):
            return JsonResponse({"sentence": sentence})
    latest = found.imports.aggregate(number=Max("number"))["number"] or 0
    if _by_script(request):  # after a stop: did it come before the end?
        return JsonResponse({"latest": latest})
    before = latest_cld(found)
    form = _form(sentence, ends_on=before and before.ends_on, older=bool(request.POST.get("older")))
    context = {"pool": found, "form": form, "most": limit_bytes(), "latest": latest}
    return render(request, "casetracking/pool_import.html", context)


def _import(request: HttpRequest, pool: Pool) -> Import | HttpResponse:
    held, secret = key_in_force(pool.round.council)
    began = time.monotonic()
    with turn(), reading.roll_up(key=secret) as roll:
        answer = receive(request, roll.feed, round=pool.round.slug, pool=pool.slug)
        if answer is not None:
            return answer
        extract = roll.extract()
    seconds = time.monotonic() - began
    with transaction.atomic():
        taken = take_extract(
            pool=pool, extract=extract, held=held, secret=secret, older=bool(request.POST.get("older")),
            seconds=seconds, by=request.user, at=timezone.now(),
        )  # fmt: skip
        # The page has promised that whoever stops it, or leaves it, leaves nothing behind.
        if is_gone(request):
            raise NotTaken(LEFT)
    return taken


@csrf_exempt
@allowed(Permission.CASES_CURATE)
def pool_key(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """Find people again: the same file once more, and references with local IDs come back as a download."""
    found = pool_of(request, round, pool)
    sentence = ""
    if request.method == "POST":
        try:
            return _found_again(request, found)
        except SAID as why:
            sentence = said_of(request, why)
    cases = found.cases.in_pool().count()
    context = {"pool": found, "form": _form(sentence), "most": limit_bytes(), "cases": cases}
    return render(request, "casetracking/pool_key.html", context)


def _found_again(request: HttpRequest, pool: Pool) -> HttpResponse:
    secret = key_to_find_again(pool.round.council)
    with contextlib.ExitStack() as stack:
        stack.enter_context(turn())
        finder = stack.enter_context(reading.find_again(key=secret))
        answer = receive(request, finder.feed, round=pool.round.slug, pool=pool.slug)
        if answer is not None:
            return answer
        people = Candidate.objects.filter(pool=pool)
        if request.POST.get("who") == "cases":
            people = people.filter(case__in=pool.cases.in_pool())
        wanted = frozenset(people.values_list("reference", flat=True))
        blocks = finder.blocks()
        first = next(blocks, [])  # what is wrong with the file is said before the download begins
        tell_of_pool(pool=pool, verb="fetched the key file of the", by=request.user, at=timezone.now())
        held = stack.pop_all()
    lines = KeyFile(held, _written(first, blocks, wanted))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="key-file-{pool.slug}.csv"'
    response["Cache-Control"] = "no-store"
    return response


class KeyFile:
    """The lines of a key file; the process that makes them ends with the answer, also where nobody read one."""

    def __init__(self, held: contextlib.ExitStack, lines: Iterator[bytes]) -> None:
        self._lines, self.close = lines, held.close

    def __iter__(self) -> Iterator[bytes]:
        return self._lines


def _written(first: list, blocks: Iterator[list], wanted: frozenset[str]) -> Iterator[bytes]:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Reference", "LA Person Unique Identifier"])
    for block in _chained(first, blocks):
        writer.writerows((reference, _as_text(local)) for reference, local in block if reference in wanted)
        yield out.getvalue().encode("utf-8")
        out.seek(0)
        out.truncate()


def _chained(first: list, blocks: Iterator[list]) -> Iterator[list]:
    yield first
    yield from blocks


def _as_text(local: str) -> str:
    """A local ID as no spreadsheet takes it for a formula."""
    return f"'{local}" if local.startswith(FORMULA) else local


@allowed(Permission.CASES_CURATE)
def pool_file(request: HttpRequest, round: Round, pool: str, nth: int) -> HttpResponse:
    """What came of a file: whom it told of, what was found wrong, what we did not know."""
    found = pool_of(request, round, pool, purged=True)
    made = found.imports.select_related("by").filter(number=nth).first()
    if made is None:
        raise Http404("This pool has no file with this number.")
    if made.kind == Import.Kind.SHEET:
        context = {
            "pool": found, "made": made, "sheet": True, "came_of": came_of(made), "faults": problems_of(made.counts),
            "unknown": unknown_of(made, attributes_of(round)),
        }  # fmt: skip
        return render(request, "casetracking/pool_file.html", context)
    unmapped = sorted(made.unmapped, key=lambda one: -one["rows"])
    context = {
        "pool": found,
        "made": made,
        "faults": faults_of(made),
        "warnings": warnings_of(made, round.council.area.cassr_code),
        "unmapped": unmapped,
    }
    return render(request, "casetracking/pool_file.html", context)


def _form(sentence: str, *, ends_on: datetime.date | None = None, older: bool = False) -> CldForm:
    if not sentence:
        return CldForm(ends_on=ends_on)
    form = CldForm({"older": older}, ends_on=ends_on)
    form.add_error("file", sentence)
    return form


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def said_of(request: HttpRequest, why: Exception) -> str:
    """What to say of a file that was not taken. What of its body is still to come is read away first."""
    if isinstance(why, Busy):
        read_away(request)
    sentence = str(why)
    if isinstance(why, OlderFile):
        return f"{sentence} If you mean it, tick “{OLDER}” and send it again."
    said = "kept" in sentence or "Nothing was changed" in sentence
    return sentence if said else f"{sentence} {NOTHING_KEPT}."
