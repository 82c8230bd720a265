"""What support a person has or had: setting, services, direct payment, reablement, care home, reviews. Pure.

Source: working note on CLD, sections 5.2 and 6. Everything is told as it stood on the last day of the period.
"""

import numpy as np

from casetracking.cld import vocabulary as v
from casetracking.cld.columns import NOT_RECORDED, Columns
from casetracking.cld.dates import NONE, a_year_before, day, number
from casetracking.cld.events import ASSESSMENT, OPEN, REVIEW, SERVICE, Table
from casetracking.cld.profiles import carer_known

LONG_TERM = ("nursing", "residential", "community", "prison")
SETTINGS = (
    "nursing",
    "residential",
    "community-direct-payment",
    "community-managed-budget",
    "community-commissioned",
    "community-other",
    "prison",
    "none",
)
RECEIVED = {
    "home-care": ("home-care",),
    "day-support": ("day-support",),
    "supported-living": ("supported-living",),
    "extra-care": ("extra-care",),
    "shared-lives": ("shared-lives",),
    "equipment": ("equipment",),
    "meals": ("meals",),
    "transport": ("transport",),
    "professional-support": ("social-worker", "professional-other"),
    "carer-respite": ("respite", "sitting"),
    "end-of-life-care": ("end-of-life",),
}
GAP = 7  # days without long-term support that do not break a chain, and in which it may follow reablement
UNITS = ("under-7", "7-to-13", "14-to-27", "28-or-more")


def months_since(days: np.ndarray, end: int) -> np.ndarray:
    """Whole calendar months from the month of a day to the month of the period's end."""
    month = np.where((days == NONE) | (days == OPEN), 0, days).astype("datetime64[D]").astype("datetime64[M]")
    return (np.datetime64(end, "D").astype("datetime64[M]") - month).astype(np.int64)


def add_support(t: Table, out: Columns) -> None:
    """Everything that service and review rows say."""
    service = t.event(SERVICE)
    is_open = service & (t.ends >= t.window.end)
    # An end on the very last day still counts as support at the end; one before it does not.
    long_term = service & t.is_in("service", *LONG_TERM)
    _setting(t, out, long_term, is_open)
    for slug, components in RECEIVED.items():
        out.yes(f"received-{slug}", t.any(service & t.is_in("component", *components)))
    _direct_payment(t, out, long_term, is_open)
    _reablement(t, out, service, long_term)
    out.yes("short-stay-care-home", t.any(service & t.is_in("component", "short-nursing", "short-residential")))
    _admission(t, out, service)
    _reviews(t, out, long_term, is_open)
    out.yes("open-service", t.any(is_open))
    out.yes("all-services-ended", t.any(service) & ~t.any(is_open))
    out.number("open-lines", t.count(is_open), np.ones(t.people, bool))
    _units(t, out, is_open)
    t.counts["blank-mechanism"] += int((service & t.is_in("service", "community") & (t["mechanism"] == 0)).sum())
    a_year_old = number(a_year_before(day(t.window.end)))
    t.counts["open-equipment"] += int(
        (service & (t.ends == OPEN) & t.is_in("component", "equipment") & (t["start"] <= a_year_old)).sum()
    )
    april = t["start"].astype("datetime64[D]")
    first = (april.astype("datetime64[M]").astype(np.int64) % 12 == 3) & (
        april == april.astype("datetime64[M]").astype("datetime64[D]")
    )
    t.counts["starts-on-1-april"] += int((long_term & first).sum())
    t.counts["long-term-lines"] += int(long_term.sum())


def _settings(t: Table) -> np.ndarray:
    """The place of each long-term row's setting in SETTINGS, the highest first."""
    community = t.is_in("service", "community")
    direct = t.is_in("mechanism", "direct-payment") | t.is_in("component", "direct-payment")
    place = np.full(len(t.person), SETTINGS.index("none"))
    for slug, rows in [
        ("prison", t.is_in("service", "prison")),
        ("community-other", community),
        ("community-commissioned", community & t.is_in("mechanism", "commissioned")),
        ("community-managed-budget", community & t.is_in("mechanism", "managed-budget")),
        ("community-direct-payment", community & direct),
        ("residential", t.is_in("service", "residential")),
        ("nursing", t.is_in("service", "nursing")),
    ]:
        place[rows] = SETTINGS.index(slug)
    return place


def _setting(t: Table, out: Columns, long_term: np.ndarray, is_open: np.ndarray) -> None:
    none = SETTINGS.index("none")
    place = _settings(t)
    now = t.least(place, long_term & is_open, none)
    last_end = t.most(t.ends, long_term)
    ended_last = long_term & (t.ends == last_end[t.person])
    before = t.least(place, ended_last, none)
    out.coded("support-setting", SETTINGS, np.where(t.any(long_term & is_open), now, before))


def _direct_payment(t: Table, out: Columns, long_term: np.ndarray, is_open: np.ndarray) -> None:
    """Of community lines open at the end, or of all where none is: all, some or none paid directly."""
    lines = long_term & t.is_in("service", "community")
    now = t.any(lines & is_open)
    lines &= is_open | ~now[t.person]
    direct = t.is_in("mechanism", "direct-payment") | t.is_in("component", "direct-payment")
    some, other = t.any(lines & direct), t.any(lines & ~direct)
    out.choice(
        "direct-payment",
        ("none", "part", "full"),
        ("part", some & other),
        ("full", some),
        ("none", np.ones(t.people, bool)),
    )


def _reablement(t: Table, out: Columns, service: np.ndarray, long_term: np.ndarray) -> None:
    rows = service & (t.is_in("service", "st-max") | t.is_in("component", "reablement"))
    had, last = t.any(rows), t.most(t.ends, rows)
    out.yes("reablement", had)
    going_on = had & (last > t.window.end)
    ended = last[t.person]
    follows = long_term & (t["start"] <= ended + GAP) & (t.ends > ended)
    after = had & ~going_on & t.any(follows)
    out.choice(
        "after-reablement",
        ("still-going-on", "ongoing-support", "no-further-support"),
        ("still-going-on", going_on),
        ("ongoing-support", after),
        ("no-further-support", had),
    )


def _admission(t: Table, out: Columns, service: np.ndarray) -> None:
    """The first care-home row of the person begins in the period, and not as a self-funder or for a short stay."""
    short = t.is_in("component", "short-nursing", "short-residential")
    rows = service & t.is_in("service", "nursing", "residential") & ~short
    first = t.least(t["start"], rows)
    counts = rows & (t["start"] == first[t.person]) & ~t.is_in("outcome", "self-funded")
    out.yes("care-home-admission", t.any(counts) & (first >= t.window.start))


def _chain_start(t: Table, rows: np.ndarray) -> np.ndarray:
    """Since when each person has had long-term support without a gap of more than a week; OPEN for none."""
    places = np.flatnonzero(rows)
    places = places[np.lexsort((t["start"][places], t.person[places]))]
    who = t.person[places].astype(np.int64)
    start, end = t["start"][places].astype(np.int64), np.minimum(t.ends[places], t.window.end).astype(np.int64)
    reach = np.maximum.accumulate((who << 32) + end)  # grows with the person, so that nobody's reaches into the next
    begins = np.ones(len(places), bool)
    begins[1:] = (who[1:] << 32) + start[1:] > reach[:-1] + GAP + 1
    since = np.full(t.people, OPEN, np.int64)
    since[who[begins]] = start[begins]  # the last beginning stays
    return since


def _reviews(t: Table, out: Columns, long_term: np.ndarray, is_open: np.ndarray) -> None:
    end = t.window.end
    year_ago = number(a_year_before(day(end)))
    user = t.is_in("client", "service-user")
    review = t.event(REVIEW)
    last = t.most(t.ends, review)
    out.yes("reviewed", t.any(review))
    out.number("months-since-review", months_since(last, end), t.any(review))
    at_last = review & (t.ends == last[t.person])
    unplanned = t.is_in("review", "hospital", "carer", "safeguarding", "provider-failure", "commissioning", "other")
    out.choice(
        "review-type",
        ("planned", "unplanned", "short-term"),
        ("unplanned", t.any(at_last & unplanned)),
        ("planned", t.any(at_last & t.is_in("review", "planned"))),
        ("short-term", t.any(at_last & t.is_in("review", "short-term"))),
    )
    sudden = review & unplanned
    out.yes("unplanned-review", t.any(sudden))
    reasons = ("safeguarding", "provider-failure", "carer", "hospital", "commissioning", "other")
    latest = sudden & (t.ends == t.most(t.ends, sudden)[t.person])
    out.choice("unplanned-reason", reasons, *((slug, t.any(latest & t.is_in("review", slug))) for slug in reasons))
    out.yes("hospital-review", t.any(review & t.is_in("review", "hospital")))
    out.yes("safeguarding-review", t.any(review & t.is_in("review", "safeguarding")))
    answered = review & (t["achieved"] != 0) & (t["achieved"] != v.UNMAPPED)
    met = answered & (t.ends == t.most(t.ends, answered)[t.person])
    out.choice(
        "review-outcomes",
        ("fully", "partially", "not"),
        *((slug, t.any(met & t.is_in("achieved", slug))) for slug in ("not", "partially", "fully")),
    )
    alive = (t.death == NONE) | (t.death > end)
    support = long_term & user
    over_a_year = t.any(support & is_open) & alive & (_chain_start(t, support) <= year_ago)
    out.yes("support-over-a-year", over_a_year)
    counts = (
        review & user & (t.ends > year_ago) & ~t.is_in("review", "short-term") & ~t.is_in("review_method", "carer")
    )
    out.yes("review-overdue", over_a_year & ~t.any(counts))


def _units(t: Table, out: Columns, is_open: np.ndarray) -> None:
    given = is_open & ~np.isnan(t["units"])
    total = np.bincount(t.person[given], weights=t["units"][given], minlength=t.people)
    band = np.searchsorted([7, 14, 28], total, side="right")
    out.coded("planned-units-a-week", UNITS, np.where(t.any(given), band, NOT_RECORDED))


def add_carers(t: Table, out: Columns, by_row: np.ndarray, named: np.ndarray) -> None:
    """Who cares for whom. `by_row` are rows that name a person, `named` the people they name."""
    active = (t.kept[by_row] | (t["event"][by_row] == 0)) & t.is_in("client", "carer", "linked-carer")[by_row]
    has_one = np.zeros(t.people, bool)
    has_one[named[active]] = True
    said = carer_known(t)
    out.yes("has-unpaid-carer", has_one | (said == 1), (said == 0) | has_one)
    carer = np.isin(out.codes["person-role"], [1, 2, 3])
    cares = np.zeros(t.people, bool)
    cares[t.person[by_row]] = True
    out.yes("cares-for-someone-in-file", cares & carer)
    own = t.kept & t.is_in("client", "carer")
    assessed = own & (t["event"] == ASSESSMENT)
    service = t.event(SERVICE)
    nobody = np.full(t.people, NOT_RECORDED, np.uint8)
    choices = ("direct", "involving-the-person", "advice-only", "assessed-only", "none")
    rules = [
        ("direct", t.any(service & t.is_in("service", "carer-direct"))),
        ("involving-the-person", t.any(service & t.is_in("service", "carer-involving"))),
        ("advice-only", t.any(own & t.is_in("outcome", "advice"))),
        ("assessed-only", t.any(assessed)),
        ("none", np.ones(t.people, bool)),
    ]
    for slug, people in reversed(rules):
        nobody[people & np.isin(out.codes["person-role"], [1, 2])] = choices.index(slug)
    out.coded("carer-support", choices, nobody)
    out.yes("carers-assessment", t.any(assessed))
    joint = t.event(ASSESSMENT) & t.is_in("client", "service-user") & t.is_in("assessment_method", "both")
    out.yes("joint-assessment", t.any(joint))
