"""What is true of an invented person, worked out from what was invented, one person at a time. Pure.

This is the second, slower telling of the rules of the working note on CLD (sections 3, 5 and 6): plain loops over one
person's events as they truly were, without a line of the roll-up's. The roll-up's answer is held against it.
"""

from datetime import date, timedelta

from casetracking.synthetic.people import Happening, Somebody

LONG = {"nursing", "residential", "community", "prison"}
NFA = {
    "moved-away", "nhs", "self-funded", "advice", "other-council-service", "declined", "deceased", "ended-as-planned",
    "ended-other", "no-services", "other",
}  # fmt: skip
ONWARD = {"to-reablement", "to-assessment", "to-financial-or-end-of-life", "to-support"}
HIERARCHY = [
    "to-reablement", "to-assessment", "to-financial-or-end-of-life", "to-support", "continuation", "hospital",
    "moved-away", "nhs", "self-funded", "advice", "other-council-service", "declined", "deceased", "ended-as-planned",
    "ended-other", "no-services", "other",
]  # fmt: skip
FOREVER = date(2999, 1, 1)
HOMES = {
    "own-home": "owner-occupier tenant-social tenant-private with-family mobile",
    "supported": "supported shared-lives approved-premises sheltered",
    "care-home": "care-home nursing-home",
    "homeless-or-temporary": "rough-sleeper hostel refuge temporary-by-council short-term-guest other-temporary",
    "hospital": "hospital",
    "prison": "prison",
}


def age_on(birth: date, day: date) -> int:
    """Whole years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def months(day: date, end: date) -> int:
    """Calendar months from the month of a day to that of the period's end."""
    return (end.year - day.year) * 12 + end.month - day.month


def attributes(one: Somebody, start: date, end: date, named_by_carer: bool, names_somebody: bool) -> dict:
    """Every attribute of a person, as the roll-up should tell it."""
    events = [h for h in one.happenings if h.kind and counts(h, one.death, start, end)]
    told: dict = {}
    _details(one, told, end, named_by_carer)
    _support(one, told, events, start, end)
    _reviews(one, told, events, end)
    _requests(one, told, events, end)
    _carers(one, told, events, names_somebody)
    return told


def counts(h: Happening, death: date | None, start: date, end: date) -> bool:
    """Whether a happening belongs to the period."""
    if h.kind == "service":
        return h.start <= end and _end(h, death) >= start
    return h.end is not None and start <= h.end <= end


def _end(h: Happening, death: date | None) -> date:
    return min(h.end or FOREVER, death or FOREVER)


def _details(one: Somebody, told: dict, end: date, named_by_carer: bool) -> None:
    clients = {h.client for h in one.happenings}
    told["person-role"] = (
        "both" if {"service-user", "carer"} <= clients
        else "service-user" if "service-user" in clients
        else "carer" if "carer" in clients
        else "linked-carer"
    )  # fmt: skip
    age = age_on(one.birth, end)
    if age > 110:
        told["age-band"] = told["age-group"] = None
    else:
        bounds = [(18, "under-18"), (25, "18-24"), (45, "25-44"), (65, "45-64"), (75, "65-74"), (85, "75-84")]
        told["age-band"] = next((name for top, name in [*bounds, (95, "85-94")] if age < top), "95-or-over")
        told["age-group"] = "under-18" if age < 18 else "18-64" if age < 65 else "65-or-over"
    told["gender"] = None if one.gender == "unknown" else one.gender
    group = one.ethnicity.split("-")[0]
    told["ethnicity-group"] = None if group in {"refused", "undeclared", ""} else group
    real = [r for r in one.reasons if r != "support-to-carer"]
    told["primary-support-reason"] = (real or one.reasons or [None])[0]
    told["mixed-reasons"] = len(set(real)) > 1 if real else None
    for slug in ("learning-disability", "mental-health", "substance-misuse", "asylum-seeker"):
        told[slug] = slug in real if real else None
    sensory = any(r.endswith("impairment") for r in real) or "yes" in {one.visual, one.hearing}
    told["sensory-impairment"] = (
        True if sensory else False if real or (one.visual == "no" and one.hearing == "no") else None
    )
    memory = "memory-and-cognition" in real or one.dementia == "yes"
    told["memory-support"] = True if memory else False if real or one.dementia == "no" else None
    for slug in ("autism", "dementia"):
        told[slug] = {"yes": True, "no": False}.get(getattr(one, slug))
    told["funding-status"] = None if one.funding == "unknown" else one.funding
    worker = told["age-group"] == "18-64" and told["learning-disability"]
    paid = {"paid-under-16": "paid", "paid-16-or-more": "paid", "not-seeking": "not-paid", "seeking": "not-paid"}
    told["employment"] = paid.get(one.employment) if worker else None
    told["has-unpaid-carer"] = True if named_by_carer else {"yes": True, "no": False}.get(one.has_carer)


def _support(one: Somebody, told: dict, events: list[Happening], start: date, end: date) -> None:
    services = [h for h in events if h.kind == "service"]
    going = [h for h in services if _end(h, one.death) >= end]
    long = [h for h in services if h.service in LONG]
    _home(one, told, services)
    candidates = [h for h in long if h in going]
    if not candidates and long:
        last = max(_end(h, one.death) for h in long)
        candidates = [h for h in long if _end(h, one.death) == last]
    order = [
        "nursing", "residential", "community-direct-payment", "community-managed-budget", "community-commissioned",
        "community-other", "prison",
    ]  # fmt: skip
    told["support-setting"] = min((_setting(h) for h in candidates), key=order.index, default="none")
    had = {h.component for h in services}
    for slug in "home-care day-support supported-living extra-care shared-lives equipment meals transport".split():
        told[f"received-{slug}"] = slug in had
    told["received-professional-support"] = bool(had & {"social-worker", "professional-other"})
    told["received-carer-respite"] = bool(had & {"respite", "sitting"})
    told["received-end-of-life-care"] = "end-of-life" in had
    told["short-stay-care-home"] = bool(had & {"short-nursing", "short-residential"})
    lines = [h for h in long if h.service == "community"]
    lines = [h for h in lines if h in going] or lines
    direct = [h for h in lines if "direct-payment" in {h.mechanism, h.component}]
    told["direct-payment"] = "none" if not direct else "full" if len(direct) == len(lines) else "part"
    short = [h for h in services if h.service == "st-max" or h.component == "reablement"]
    told["reablement"] = bool(short)
    told["after-reablement"] = None
    if short:
        last = max(_end(h, one.death) for h in short)
        after = [h for h in long if h.start <= _plus(last, 7) and _end(h, one.death) > last]
        told["after-reablement"] = (
            "still-going-on" if last > end else "ongoing-support" if after else "no-further-support"
        )
    homes = [
        h for h in services
        if h.service in {"nursing", "residential"} and h.component not in {"short-nursing", "short-residential"}
    ]  # fmt: skip
    first = min((h.start for h in homes), default=FOREVER)
    told["care-home-admission"] = start <= first < FOREVER and any(
        h.start == first and h.outcome != "self-funded" for h in homes
    )
    told["open-service"], told["open-lines"] = bool(going), len(going)
    told["all-services-ended"] = bool(services) and not going
    units = [h.units for h in going if h.units is not None]
    bands = [(7, "under-7"), (14, "7-to-13"), (28, "14-to-27")]
    told["planned-units-a-week"] = (
        next((name for top, name in bands if sum(units) < top), "28-or-more") if units else None
    )


def _plus(day: date, days: int) -> date:
    return day if day >= FOREVER else day + timedelta(days)


def _setting(h: Happening) -> str:
    if h.service != "community":
        return h.service
    if "direct-payment" in {h.mechanism, h.component}:
        return "community-direct-payment"
    return {"managed-budget": "community-managed-budget", "commissioned": "community-commissioned"}.get(
        h.mechanism, "community-other"
    )


def _home(one: Somebody, told: dict, services: list[Happening]) -> None:
    told["living-situation"] = next((g for g, homes in HOMES.items() if one.accommodation in homes.split()), None)
    known = one.accommodation not in {"unknown", ""}
    insecure = {"rough-sleeper", "hostel", "refuge", "temporary-by-council", "short-term-guest"}
    told["homeless-or-insecure"] = one.accommodation in insecure if known else None
    if known or not services:
        return
    # The latest service by its end as the file writes it, before death cuts it.
    when = max((h.end or FOREVER, h.start) for h in services)
    last = [h for h in services if (h.end or FOREVER, h.start) == when]
    if any(h.service in {"nursing", "residential"} for h in last):
        told["living-situation"] = "care-home"
    elif any(h.component in {"shared-lives", "extra-care", "supported-living"} for h in last):
        told["living-situation"] = "supported"
    elif any(h.service == "community" and h.component == "home-care" for h in last):
        told["living-situation"] = "own-home"


def _reviews(one: Somebody, told: dict, events: list[Happening], end: date) -> None:
    reviews = [h for h in events if h.kind == "review" and h.end]
    last = max((h.end for h in reviews if h.end), default=None)
    told["reviewed"] = bool(reviews)
    told["months-since-review"] = months(last, end) if last else None
    kinds = {h.review for h in reviews if h.end == last}
    sudden = kinds - {"planned", "short-term"}
    told["review-type"] = "unplanned" if sudden else min(kinds, default=None)
    unplanned = [h for h in reviews if h.review not in {"planned", "short-term"}]
    told["unplanned-review"] = bool(unplanned)
    latest = max((h.end for h in unplanned if h.end), default=None)
    order = ["safeguarding", "provider-failure", "carer", "hospital", "commissioning", "other"]
    told["unplanned-reason"] = min((h.review for h in unplanned if h.end == latest), key=order.index, default=None)
    told["hospital-review"] = any(h.review == "hospital" for h in reviews)
    told["safeguarding-review"] = any(h.review == "safeguarding" for h in reviews)
    met = [h for h in reviews if h.achieved]
    latest = max((h.end for h in met if h.end), default=None)
    worst = ["not", "partially", "fully"]
    told["review-outcomes"] = min((h.achieved for h in met if h.end == latest), key=worst.index, default=None)
    year_ago = date(end.year - 1, end.month, 28 if (end.month, end.day) == (2, 29) else end.day)
    support = sorted(
        (h.start, min(_end(h, one.death), end), _end(h, one.death) >= end)
        for h in events
        if h.service in LONG and h.client == "service-user"
    )
    since, reach = None, None
    for begun, ended, _ in support:
        if reach is None or begun > reach + timedelta(8):
            since = begun
        reach = ended if reach is None else max(reach, ended)
    alive = one.death is None or one.death > end
    cohort = bool(alive and since and since <= year_ago and any(is_open for _, _, is_open in support))
    told["support-over-a-year"] = cohort
    done = [
        h for h in reviews
        if h.client == "service-user" and h.review != "short-term" and h.method != "carer"
        and h.end and h.end > year_ago
    ]  # fmt: skip
    told["review-overdue"] = cohort and not done


def _requests(one: Somebody, told: dict, events: list[Happening], end: date) -> None:
    requests = [h for h in events if h.kind == "request"]
    long = [h for h in events if h.service in LONG]
    latest = max((h.start for h in requests), default=None)
    order = "prison reablement other-council self-funder transition hospital-diversion hospital-discharge community"
    old = [h for h in requests if h.route == "transition" and age_on(one.birth, h.start) > 64]
    routes = {h.route for h in requests if h.start == latest and h not in old} - {""}
    told["route-of-access"] = min(routes, key=order.split().index, default=None)
    flags = {"hospital-discharge": "hospital-discharge", "hospital-diversion": "hospital-diversion"}
    flags |= {"route-prison": "prison", "route-self-funder": "self-funder", "from-other-council": "other-council"}
    for slug, route in flags.items():
        told[slug] = any(h.route == route for h in requests)
    told["client-history"] = None if latest is None else "existing" if any(h.start < latest for h in long) else "new"
    known_age = age_on(one.birth, end) <= 110
    asked = [age_on(one.birth, h.start) for h in requests if h.route == "transition"] if known_age else []
    told["transition"] = any(age <= 25 for age in asked) and age_on(one.birth, end) >= 18
    told["transition-to-check"] = any(25 < age <= 64 for age in asked)
    birthday = one.birth.replace(year=one.birth.year + 18, day=min(one.birth.day, 28))
    birthday += timedelta(one.birth.day - birthday.day)
    told["possible-transition"] = (
        not told["transition"] and 18 <= age_on(one.birth, end) <= 24
        and any(h.kind == "service" and abs((h.start - birthday).days) <= 90 for h in events)
    )  # fmt: skip
    said = [h for h in events if h.outcome]
    when = max(((_end(h, one.death), h.start) for h in said), default=None)
    last = [h.outcome for h in said if (_end(h, one.death), h.start) == when]
    told["latest-outcome"] = min(last, key=HIERARCHY.index, default=None)
    told["declined"] = told["latest-outcome"] == "declined"
    told["no-services-offered"] = told["latest-outcome"] == "no-services"
    told["self-funds"] = told["latest-outcome"] == "self-funded"
    judged = [h for h in events if h.eligible]
    newest = max(((h.end or FOREVER, h.start) for h in judged), default=None)
    told["eligible-needs"] = (
        any(h.eligible == "yes" for h in judged if (h.end, h.start) == newest) if judged else None
    )
    told["front-door-only"] = len(requests) == len(events) > 0 and all(h.outcome in NFA for h in requests)
    told["hospital-admission"] = any(h.outcome == "hospital" for h in events)
    told["moved-away"] = any(h.outcome == "moved-away" for h in events)
    told["died"] = one.death is not None or any(h.outcome == "deceased" for h in events)
    assessed = [h for h in events if h.kind == "assessment"]
    best = [h for h in assessed if h.assessment == "long-term"] or assessed
    told["assessed"] = bool(assessed)
    told["assessment-type"] = min((h.assessment for h in assessed), default=None)
    last_day = max((h.end for h in best if h.end), default=None)
    told["months-since-assessment"] = months(last_day, end) if last_day else None
    told["prison"] = bool(
        any(h.service == "prison" for h in events) or told["route-prison"] or one.accommodation == "prison"
    )
    days = [h.start if _end(h, one.death) > end else max(_end(h, one.death), h.start) for h in events]
    told["months-since-activity"] = max(0, months(max(days), end)) if days else None
    _waits(one, told, events, end)


def _waits(one: Somebody, told: dict, events: list[Happening], end: date) -> None:
    follow = {"nursing", "residential", "community", "prison", "st-max", "low-level", "other-short"}
    kinds = {"request": 0, "assessment": 1, "service": 2}
    line = [
        h for h in events
        if (h.kind in {"request", "assessment"} and h.client == "service-user" and h.assessment != "financial")
        or h.service in follow
    ]  # fmt: skip
    line.sort(key=lambda h: (h.start, kinds[h.kind], _end(h, one.death)))
    used_response: set[int] = set()
    used_service: set[int] = set()
    response = service = None
    counted: dict[date, None] = {}
    for place, h in enumerate(line):
        if h.kind != "request" or h.outcome not in ONWARD | {"continuation"} or _existing(h, events, one.death):
            continue
        later = line[place + 1 :]
        first = next((place + 1 + n for n, x in enumerate(later) if x.kind != "request"), None)
        served = next((place + 1 + n for n, x in enumerate(later) if x.kind == "service"), None)
        if h.conversation:
            response, counted[h.start] = 0, None
        elif first is not None and first not in used_response:
            used_response.add(first)
            response, counted[h.start] = (line[first].start - h.start).days, None
        if served is not None and served not in used_service:
            used_service.add(served)
            between = [x for x in line[place + 1 : served] if x.kind == "assessment"]
            if not between or any(x.outcome in {"to-reablement", "to-support", "continuation"} for x in between):
                service, counted[h.start] = (line[served].start - h.start).days, None
    told["wait-to-response-days"], told["wait-to-service-days"] = response, service
    told["wait-under-25"] = bool(counted and age_on(one.birth, max(counted)) < 25 and age_on(one.birth, end) <= 110)
    asked = [n for n, h in enumerate(line) if h.kind == "request"]
    waiting = False
    if asked:
        last = line[asked[-1]]
        waiting = last.outcome in ONWARD and asked[-1] == len(line) - 1 and not told["died"]
    told["apparently-waiting"] = waiting
    told["apparently-waiting-days"] = (end - line[asked[-1]].start).days if waiting else None


def _existing(request: Happening, events: list[Happening], death: date | None) -> bool:
    for h in events:
        ended = _end(h, death)
        if h.kind != "service" or h.start >= request.start:
            continue
        if h.service in LONG and ended >= request.start - timedelta(366):
            return True
        if h.service in {"st-max", "other-short"} and ended >= request.start - timedelta(92):
            return True
    return False


def _carers(one: Somebody, told: dict, events: list[Happening], names_somebody: bool) -> None:
    own = [h for h in events if h.client == "carer"]
    told["carers-assessment"] = any(h.kind == "assessment" for h in own)
    told["joint-assessment"] = any(
        h.kind == "assessment" and h.client == "service-user" and h.method == "both" for h in events
    )
    told["cares-for-someone-in-file"] = names_somebody and told["person-role"] != "service-user"
    support = None
    if told["person-role"] in {"carer", "both"}:
        services = {h.service for h in events}
        support = (
            "direct" if "carer-direct" in services
            else "involving-the-person" if "carer-involving" in services
            else "advice-only" if any(h.outcome == "advice" for h in own)
            else "assessed-only" if told["carers-assessment"]
            else "none"
        )  # fmt: skip
    told["carer-support"] = support
