"""Who a person is, from every row that speaks of them: the latest known value of each field. Pure.

Source: working note on CLD, section 3, "One value per person", and section 6. Of a person's rows those that say
something come before those that say "unknown", then rows that count as events, then the latest end (a blank one is the
latest), then the latest start. Where the first of them disagree, the value is not recorded.
"""

import numpy as np

from casetracking.cld import vocabulary as v
from casetracking.cld.columns import NOT_RECORDED, Columns
from casetracking.cld.dates import NONE
from casetracking.cld.events import OPEN, SERVICE, Table

AGE_BANDS = ("under-18", "18-24", "25-44", "45-64", "65-74", "75-84", "85-94", "95-or-over")
_FROM = np.array([18, 25, 45, 65, 75, 85, 95])
OLDEST = 110  # an older age is a made-up birth date
ETHNIC_GROUPS = ("white", "mixed", "asian", "black", "other")
LIVING = {
    "own-home": ("owner-occupier", "tenant-social", "tenant-private", "with-family", "mobile"),
    "supported": ("supported", "shared-lives", "approved-premises", "sheltered"),
    "care-home": ("care-home", "nursing-home"),
    "homeless-or-temporary": (
        "rough-sleeper",
        "hostel",
        "refuge",
        "temporary-by-council",
        "short-term-guest",
        "other-temporary",
    ),
    "hospital": ("hospital",),
    "prison": ("prison",),
}
INSECURE = ("rough-sleeper", "hostel", "refuge", "temporary-by-council", "short-term-guest")


def _ranks(t: Table) -> np.ndarray:
    """How late each row speaks, from events that count down to the others; room above for what is known."""
    ends = np.where(t["end"] == NONE, OPEN, t["end"]).astype(np.int64)
    ends = np.clip(ends + 50_000, 0, 2**20 - 1)
    starts = np.clip(t["start"].astype(np.int64) + 50_000, 0, 2**20 - 1)
    return (t.kept.astype(np.int64) << 40) | (ends << 20) | starts


def latest(t: Table, ranks: np.ndarray, values: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """Each person's latest value of the highest level; 0 where the latest disagree or nothing is known.

    `levels` says of each code how much it is worth: 0 for nothing or unknown.
    """
    level = levels[values].astype(np.int64)
    rank = (level << 42) | ranks
    top = np.maximum.reduceat(rank, t.first)
    at = rank == top[t.person]
    low = np.minimum.reduceat(np.where(at, values, 255), t.first)
    high = np.maximum.reduceat(np.where(at, values, 0), t.first)
    return np.where((low == high) & (levels[high] > 0), high, 0)


def _levels(values: v.Values, unknown: tuple[str, ...] = ("unknown",), lower: tuple[str, ...] = ()) -> np.ndarray:
    levels = np.zeros(256, np.uint8)
    levels[1 : len(values.slugs) + 1] = 2
    levels[values.codes(*(slug for slug in unknown if slug in values.slugs))] = 0
    levels[values.codes(*lower)] = 1
    return levels


def _recoded(values: v.Values, codes: np.ndarray, groups: dict[str, tuple[str, ...]]) -> np.ndarray:
    """Codes of a vocabulary as places among groups of its slugs."""
    table = np.full(256, NOT_RECORDED, np.uint8)
    for place, slugs in enumerate(groups.values()):
        table[values.codes(*slugs)] = place
    return table[codes]


def _distinct_known(t: Table, key: str, levels: np.ndarray) -> int:
    """How many people have two different known values."""
    known = levels[t[key]] == 2
    low = np.minimum.reduceat(np.where(known, t[key], 255), t.first)
    high = np.maximum.reduceat(np.where(known, t[key], 0), t.first)
    return int((low < high).sum())


def parts(days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Year, and month and day as month × 100 + day."""
    when = np.where(days == NONE, 0, days).astype("datetime64[D]")
    months = when.astype("datetime64[M]")
    month = months.astype(np.int64) % 12 + 1
    day = (when - months.astype("datetime64[D]")).astype(np.int64) + 1
    return months.astype("datetime64[Y]").astype(np.int64) + 1970, month * 100 + day


def ages(birth: np.ndarray, on: np.ndarray) -> np.ndarray:
    """Whole years on a day; -1 where either date is missing. Who was born on 29 February grows older on 1 March."""
    born_year, born_day = parts(birth)
    year, day = parts(on)
    return np.where((birth == NONE) | (on == NONE), -1, year - born_year - (day < born_day))


def add_details(t: Table, out: Columns) -> None:
    """Role, age, gender, ethnicity, reason for support, impairments, home, work, funding and carer."""
    ranks = _ranks(t)
    _role(t, out)
    _age(t, out)
    gender = latest(t, ranks, t["gender"], _levels(v.GENDER))
    out.coded(
        "gender",
        ("male", "female", "other"),
        _recoded(v.GENDER, gender, {s: (s,) for s in ("male", "female", "other")}),
    )
    levels = _levels(v.ETHNICITY, unknown=("undeclared",), lower=("refused",))
    t.counts["conflicting-ethnicity"] += _distinct_known(t, "ethnicity", levels)
    groups = {group: tuple(s for s in v.ETHNICITY.slugs if s.startswith(group)) for group in ETHNIC_GROUPS}
    ethnicity = latest(t, ranks, t["ethnicity"], levels)
    out.coded("ethnicity-group", ETHNIC_GROUPS, _recoded(v.ETHNICITY, ethnicity, groups))
    _reasons(t, ranks, out)
    for slug in ("autism", "dementia"):
        out.yes(slug, t.any(t.is_in(slug, "yes")), t.any(t.is_in(slug, "no")))
    _living(t, ranks, out)
    funding = latest(t, ranks, t["funding"], _levels(v.FUNDING))
    choices = ("fully-council", "joint", "full-cost")
    out.coded("funding-status", choices, _recoded(v.FUNDING, funding, {s: (s,) for s in choices}))
    employment = latest(t, ranks, t["employment"], _levels(v.EMPLOYMENT))
    work: dict[str, tuple[str, ...]] = {
        "paid": ("paid-under-16", "paid-16-or-more", "paid-hours-unknown"),
        "not-paid": ("seeking", "not-seeking", "voluntary"),
    }
    working_age = (out.codes["age-group"] == 1) & out.has("learning-disability")
    out.coded(
        "employment",
        tuple(work),
        np.where(working_age, _recoded(v.EMPLOYMENT, employment, work), NOT_RECORDED),
    )


def carer_known(t: Table) -> np.ndarray:
    """Each person's latest word on whether they have an unpaid carer: 1 yes, 0 no, NOT_RECORDED."""
    code = latest(t, _ranks(t), t["has_carer"], _levels(v.YES_NO))
    return _recoded(v.YES_NO, code, {"no": ("no",), "yes": ("yes",)})


def _role(t: Table, out: Columns) -> None:
    user, carer = t.any(t.is_in("client", "service-user")), t.any(t.is_in("client", "carer"))
    linked = t.any(t.is_in("client", "linked-carer"))
    out.choice(
        "person-role",
        ("service-user", "carer", "both", "linked-carer"),
        ("both", user & carer),
        ("service-user", user),
        ("carer", carer),
        ("linked-carer", linked),
    )


def _age(t: Table, out: Columns) -> None:
    birth = t.least(t["birth"], t["birth"] != NONE)
    birth = np.where(birth == OPEN, NONE, birth)
    end = np.full(t.people, t.window.end)
    age = ages(birth, end)
    t.counts["born-too-early"] += int((age > OLDEST).sum())
    t.counts["born-after"] += int(((birth != NONE) & (birth > t.window.end)).sum())
    known = (birth != NONE) & (birth <= t.window.end) & (age <= OLDEST)
    t.columns["age_known"] = known
    t.columns["birth_of"] = np.where(known, birth, NONE)
    t.columns["age_of"] = np.where(known, age, -1)
    band = np.searchsorted(_FROM, age, side="right")
    out.coded("age-band", AGE_BANDS, np.where(known, band, NOT_RECORDED))
    group = np.searchsorted([18, 65], age, side="right")
    out.coded("age-group", ("under-18", "18-64", "65-or-over"), np.where(known, group, NOT_RECORDED))


def _reasons(t: Table, ranks: np.ndarray, out: Columns) -> None:
    """The latest reason for support, and what any reason in the file says."""
    levels = _levels(v.REASON, lower=("support-to-carer",))
    reason = latest(t, ranks, t["reason"], levels)
    choices = tuple(slug for slug in v.REASON.slugs if slug != "unknown")
    out.coded("primary-support-reason", choices, _recoded(v.REASON, reason, {s: (s,) for s in choices}))
    real = levels[t["reason"]] == 2
    low = np.minimum.reduceat(np.where(real, t["reason"], 255), t.first)
    high = np.maximum.reduceat(np.where(real, t["reason"], 0), t.first)
    t.counts["conflicting-reason"] += int((low < high).sum())
    given = t.any(real)
    out.yes("mixed-reasons", low < high, given)
    sensory = t.any(t.is_in("reason", "visual-impairment", "hearing-impairment", "dual-impairment"))
    seen = t.any(t.is_in("visual", "yes")) | t.any(t.is_in("hearing", "yes"))
    asked = t.any(t.is_in("visual", "no")) & t.any(t.is_in("hearing", "no"))
    out.yes("learning-disability", t.any(t.is_in("reason", "learning-disability")), given)
    out.yes("mental-health", t.any(t.is_in("reason", "mental-health")), given)
    out.yes("sensory-impairment", sensory | seen, given | asked)
    remembers = t.any(t.is_in("reason", "memory-and-cognition")) | t.any(t.is_in("dementia", "yes"))
    out.yes("memory-support", remembers, given | t.any(t.is_in("dementia", "no")))
    out.yes("substance-misuse", t.any(t.is_in("reason", "substance-misuse")), given)
    out.yes("asylum-seeker", t.any(t.is_in("reason", "asylum-seeker")), given)


def _living(t: Table, ranks: np.ndarray, out: Columns) -> None:
    """Where a person lives: the latest known, else what the latest service says."""
    home = latest(t, ranks, t["accommodation"], _levels(v.ACCOMMODATION))
    living = _recoded(v.ACCOMMODATION, home, LIVING)
    service = t.event(SERVICE)
    rank = np.where(service, ranks, -1)
    last = service & (rank == np.maximum.reduceat(rank, t.first)[t.person])
    said = [
        ("care-home", t.is_in("service", "nursing", "residential")),
        ("supported", t.is_in("component", "shared-lives", "extra-care", "supported-living")),
        ("own-home", t.is_in("service", "community") & t.is_in("component", "home-care")),
    ]
    places = tuple(LIVING)
    for slug, rows in reversed(said):
        living[(home == 0) & t.any(last & rows)] = places.index(slug)
    out.coded("living-situation", places, living)
    table = np.zeros(256, bool)
    table[v.ACCOMMODATION.codes(*INSECURE)] = True
    out.yes("homeless-or-insecure", table[home], home > 0)
    t.columns["in_prison"] = home == v.ACCOMMODATION.code("prison")
