"""How a person came, what was decided and how long it took: requests, assessments, outcomes, waits. Pure.

Source: working note on CLD, sections 5.1 and 6. A wait that is not in the file is not recorded, never nought: the file
holds twelve months of completed events, and services that ended before them are unseen.
"""

import numpy as np

from casetracking.cld import vocabulary as v
from casetracking.cld.columns import Columns
from casetracking.cld.dates import NONE
from casetracking.cld.events import ASSESSMENT, OPEN, REQUEST, SERVICE, Table
from casetracking.cld.profiles import ages
from casetracking.cld.support import LONG_TERM, months_since

ROUTES = (
    "community",
    "hospital-discharge",
    "hospital-diversion",
    "transition",
    "self-funder",
    "other-council",
    "reablement",
    "prison",
)
FLAGS = {
    "hospital-discharge": "hospital-discharge",
    "hospital-diversion": "hospital-diversion",
    "route-prison": "prison",
    "route-self-funder": "self-funder",
    "from-other-council": "other-council",
}
PROGRESS = ("to-reablement", "to-assessment", "to-financial-or-end-of-life", "to-support", "continuation")
ONWARD = ("to-reablement", "to-assessment", "to-financial-or-end-of-life", "to-support")
GOOD = ("to-reablement", "to-support", "continuation")  # an assessment before a service leads to it only with these
NEAR_BIRTHDAY = 90  # days from the 18th birthday in which a first service may be a transition (our assumption)
SHORT_BEFORE, LONG_BEFORE = 92, 366  # days in which an ended service makes a request an existing client's


def add_pathway(t: Table, out: Columns) -> None:
    """Everything that requests, assessments and outcomes say."""
    request = t.event(REQUEST)
    _transition(t, out, request)
    _routes(t, out, request)
    _outcomes(t, out, request)
    _assessments(t, out)
    _waits(t, out, request & t.is_in("client", "service-user"))
    prison = t.event(SERVICE) & t.is_in("service", "prison")
    out.yes("prison", t.any(prison) | out.has("route-prison") | t["in_prison"])
    # The latest day on which something began or ended, within the period.
    ends = np.where(t.ends <= t.window.end, t.ends, t["start"])
    last = t.most(np.maximum(ends, t["start"]), t.kept)
    out.number("months-since-activity", np.maximum(months_since(last, t.window.end), 0), last != NONE)


def _latest(t: Table, rows: np.ndarray) -> np.ndarray:
    """Each person's latest of these rows: latest end, then latest start; there may be several."""
    when = (np.minimum(t.ends, OPEN).astype(np.int64) << 32) + t["start"]
    rank = np.where(rows, when, -(2**62))
    return rows & (rank == np.maximum.reduceat(rank, t.first)[t.person])


def _routes(t: Table, out: Columns, request: np.ndarray) -> None:
    begun = t.most(t["start"], request)
    latest = request & (t["start"] == begun[t.person])
    rules = [(route, t.any(latest & t.is_in("route", route))) for route in reversed(ROUTES)]
    out.choice("route-of-access", ROUTES, *rules)
    for slug, route in FLAGS.items():
        out.yes(slug, t.any(request & t.is_in("route", route)))
    long_term = t.event(SERVICE) & t.is_in("service", *LONG_TERM)
    existing = t.any(long_term & (t["start"] < begun[t.person]))
    asked = t.any(request)
    out.choice("client-history", ("new", "existing"), ("existing", asked & existing), ("new", asked))


def _transition(t: Table, out: Columns, request: np.ndarray) -> None:
    born = t["birth_of"][t.person]
    asked = request & t.is_in("route", "transition")
    age = np.full(len(t.person), -1)
    rows = np.flatnonzero(asked)
    age[rows] = ages(born[rows], t["start"][rows])
    adult = t["age_of"] >= 18
    out.yes("transition", t.any(asked & (age >= 0) & (age <= 25)) & adult)
    out.yes("transition-to-check", t.any(asked & (age > 25) & (age <= 64)))
    too_old = asked & (age > 64)  # a known error: it says nothing about how the person came
    t.counts["transition-too-old"] += int(too_old.sum())
    t["route"][too_old] = v.BLANK
    t.counts["transition-to-check"] += int((asked & (age > 25) & (age <= 64)).sum())
    young = (t["age_of"] >= 18) & (t["age_of"] <= 24)
    rows = np.flatnonzero(t.event(SERVICE) & young[t.person])
    birthday = _eighteenth(born[rows])
    near = np.zeros(len(t.person), bool)
    near[rows] = np.abs(t["start"][rows] - birthday) <= NEAR_BIRTHDAY
    out.yes("possible-transition", t.any(near) & ~out.has("transition"))


def _eighteenth(born: np.ndarray) -> np.ndarray:
    """The 18th birthday; 1 March for 29 February."""
    when = born.astype("datetime64[D]")
    month = when.astype("datetime64[M]")
    day = (when - month.astype("datetime64[D]")).astype(np.int64)
    return ((month + 18 * 12).astype("datetime64[D]").astype(np.int64)) + day


def _outcomes(t: Table, out: Columns, request: np.ndarray) -> None:
    said = t.kept & (t["outcome"] != v.BLANK) & (t["outcome"] != v.UNMAPPED)
    latest = _latest(t, said)
    code = t.least(t["outcome"], latest, 255)  # of several the first of the hierarchy
    out.coded("latest-outcome", v.OUTCOME.slugs, np.where(code == 255, 255, code - 1))
    for slug, outcome in [
        ("declined", "declined"),
        ("no-services-offered", "no-services"),
        ("self-funds", "self-funded"),
    ]:
        out.yes(slug, code == v.OUTCOME.code(outcome))
    yes, no = t.any(t.kept & t.is_in("eligible", "yes")), t.any(t.kept & t.is_in("eligible", "no"))
    judged = _latest(t, t.kept & t.is_in("eligible", "yes", "no"))
    out.yes("eligible-needs", t.any(judged & t.is_in("eligible", "yes")), yes | no)
    nfa = v.OUTCOME.codes(*v.OUTCOME.slugs[v.OUTCOME.slugs.index("moved-away") :])
    ended = np.isin(t["outcome"], nfa)
    out.yes("front-door-only", t.any(request) & ~t.any(t.kept & ~request) & ~t.any(request & ~ended))
    out.yes("hospital-admission", t.any(t.kept & t.is_in("outcome", "hospital")))
    out.yes("moved-away", t.any(t.kept & t.is_in("outcome", "moved-away")))
    out.yes("died", (t.death != NONE) | t.any(t.kept & t.is_in("outcome", "deceased")))


def _assessments(t: Table, out: Columns) -> None:
    rows = t.event(ASSESSMENT)
    long_term = rows & t.is_in("assessment", "long-term")
    had_long, had = t.any(long_term), t.any(rows)
    out.yes("assessed", had)
    out.choice(
        "assessment-type",
        ("long-term", "short-term", "financial"),
        *((slug, t.any(rows & t.is_in("assessment", slug))) for slug in ("long-term", "short-term", "financial")),
    )
    counts = np.where(had_long[t.person], long_term, rows)
    out.number("months-since-assessment", months_since(t.most(t.ends, counts), t.window.end), had)


def _waits(t: Table, out: Columns, request: np.ndarray) -> None:
    """Days from the latest request that counts to the first response and to the first service; who seems to wait."""
    assessment = t.event(ASSESSMENT) & t.is_in("assessment", "long-term", "short-term")
    # Carers' own services do not answer a request; a carer's own assessment does not either.
    service = t.event(SERVICE) & t.is_in("service", *LONG_TERM, "st-max", "low-level", "other-short")
    user = t.is_in("client", "service-user")
    assessment &= user
    rows = np.flatnonzero(request | assessment | service)
    if not len(rows):
        for slug in ("wait-to-response-days", "wait-to-service-days", "apparently-waiting-days"):
            out.number(slug, np.zeros(t.people), np.zeros(t.people, bool))
        out.yes("wait-under-25", np.zeros(t.people, bool))
        out.yes("apparently-waiting", np.zeros(t.people, bool))
        return
    kind = np.select([request[rows], assessment[rows]], [0, 1], 2)
    rows = rows[np.lexsort((t.ends[rows], kind, t["start"][rows], t.person[rows]))]
    who, start = t.person[rows], t["start"][rows].astype(np.int64)
    is_request, is_assessment, is_service = request[rows], assessment[rows], service[rows]
    next_assessment, next_service = _next(is_assessment, who), _next(is_service, who)
    progress = t.is_in("outcome", *PROGRESS)[rows]
    counts = is_request & progress & _is_new(t, rows, is_request)
    none = len(rows)
    response = np.minimum(next_assessment, next_service)
    at_once = counts & t["conversation"][rows]
    days = np.where(response < none, start[np.minimum(response, none - 1)] - start, 0)
    days[at_once] = 0
    answered = _first_only(
        counts & ((response < none) | at_once), np.where(at_once, np.arange(none) + none, response)
    )
    _last_number(t, out, "wait-to-response-days", who, days, answered)
    before = np.cumsum(is_assessment)
    good = np.cumsum(is_assessment & t.is_in("outcome", *GOOD)[rows])
    at = np.minimum(next_service, none - 1)
    void = (before[at] > before) & (good[at] == good)
    served = _first_only(counts & (next_service < none), next_service) & ~void
    _last_number(t, out, "wait-to-service-days", who, start[at] - start, served)
    _under_25(t, out, who[answered | served], start[answered | served])
    _waiting(t, out, rows, who, start, np.minimum(next_assessment, next_service) < none)


def _next(wanted: np.ndarray, who: np.ndarray) -> np.ndarray:
    """For each row the next wanted one after it of the same person, as a place; the number of rows for none."""
    none = len(wanted)
    places = np.where(wanted, np.arange(none), none)
    after = np.minimum.accumulate(np.r_[places, none][::-1])[::-1][1:]
    return np.where(who[np.minimum(after, none - 1)] == who, after, none)


def _is_new(t: Table, rows: np.ndarray, is_request: np.ndarray) -> np.ndarray:
    """Requests before which no service began that was still going on or had ended only a while ago.

    A long-term service counts that ended in the 12 months before the request, after it or not at all; ST-Max and other
    short support that ended within 3 months before, after or not at all.
    """
    asked = np.where(is_request, t["start"][rows], OPEN).astype(np.int64)
    who = t.person[rows]
    existing = np.zeros(len(rows), bool)
    for services, days in [(LONG_TERM, LONG_BEFORE), (("st-max", "other-short"), SHORT_BEFORE)]:
        begun = t.event(SERVICE)[rows] & t.is_in("service", *services)[rows]
        # Rows stand in order of start: the furthest end of all services that began before this one.
        reach = np.where(begun, t.ends[rows].astype(np.int64) + 2**31, 0)
        furthest = np.maximum.accumulate((who.astype(np.int64) << 33) + reach)
        furthest = np.r_[0, furthest[:-1]]
        # A service of the same day stands after the request, so it did not begin before it.
        same = furthest >> 33 == who
        end = (furthest & (2**33 - 1)) - 2**31
        existing |= same & (end > -(2**31)) & (end >= asked - days)
    return is_request & ~existing


def _first_only(counts: np.ndarray, follow_up: np.ndarray) -> np.ndarray:
    """Of requests that share a follow-up only the first."""
    places = np.flatnonzero(counts)
    _, first = np.unique(follow_up[places], return_index=True)
    kept = np.zeros(len(counts), bool)
    kept[places[first]] = True
    return kept


def _last_number(t: Table, out: Columns, slug: str, who: np.ndarray, days: np.ndarray, rows: np.ndarray) -> None:
    """The number of each person's last of these rows."""
    numbers, known = np.zeros(t.people, np.int64), np.zeros(t.people, bool)
    numbers[who[rows]] = days[rows]  # rows stand in order of start, so the last stays
    known[who[rows]] = True
    out.number(slug, numbers, known)


def _under_25(t: Table, out: Columns, who: np.ndarray, start: np.ndarray) -> None:
    age = ages(t["birth_of"][who], start)
    young = np.zeros(t.people, bool)
    young[who] = (age >= 0) & (age < 25)  # of the last of the person's requests that were counted
    out.yes("wait-under-25", young)


def _waiting(
    t: Table, out: Columns, rows: np.ndarray, who: np.ndarray, start: np.ndarray, answered: np.ndarray
) -> None:
    """The latest request leads on, and no assessment or service of the file comes after it."""
    is_request = np.flatnonzero(t["event"][rows] == REQUEST)
    last = np.full(t.people, -1)
    last[who[is_request]] = is_request
    asked = last >= 0
    onward = t.is_in("outcome", *ONWARD)[rows]
    waiting = asked & onward[last] & ~answered[last] & ~out.has("died")
    out.yes("apparently-waiting", waiting)
    out.number("apparently-waiting-days", t.window.end - start[last], waiting)
