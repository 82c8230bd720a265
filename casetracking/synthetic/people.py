"""Inventing people and what happened to them in a year. Pure; the same seed gives the same people.

How many of what kind: working note on CLD, section 4.2, for the median council. Most shares there are assumptions.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from casetracking.cld import vocabulary

FIRST_NAMES = (
    "Ada Amir Beryl Chidi Doris Edwin Fatima George Hana Iris Jamal Kofi Leela Mabel Nadia Owen Pearl Ravi".split()
)
LAST_NAMES = (
    "Abbotson Barrowdale Calthorpe Dunmorefield Elverstone Fairlambe Garthwaite Hexhamley Inglesby Jessopham "
    "Kettlewick Larkspurton Millhavener Nettlecombe Oakensharpe Pennymoor Quillfeather Rookhopeson Saltmarshe "
    "Thistlewoode"
).split()


@dataclass
class Happening:
    """One event as it truly was; slugs of the vocabulary. `end` is None for a service that goes on."""

    kind: str
    start: date
    end: date | None
    client: str = "service-user"
    outcome: str = ""
    route: str = ""
    assessment: str = ""
    eligible: str = ""
    method: str = ""
    service: str = ""
    component: str = ""
    mechanism: str = ""
    review: str = ""
    achieved: str = ""
    conversation: bool = False
    cost: float | None = None
    units: int | None = None
    links: tuple[str, ...] = ()


@dataclass
class Somebody:
    """An invented person: what identifies them, what they are, and what happened. Slugs of the vocabulary.

    `reasons` are all reasons for support that the file gives; the first is the true one.
    """

    local_ids: list[str]
    nhs: str
    first_name: str
    last_name: str
    postcode: str
    birth: date
    gender: str
    ethnicity: str
    reasons: list[str]
    accommodation: str
    employment: str = ""
    has_carer: str = "unknown"
    autism: str = ""
    dementia: str = ""
    visual: str = ""
    hearing: str = ""
    funding: str = "unknown"
    death: date | None = None
    faults: set[str] = field(default_factory=set)
    happenings: list[Happening] = field(default_factory=list)


class Inventor:
    """Invents one person after the other, and what happened to each in the year that ends on `end`."""

    def __init__(self, seed: int, start: date, end: date) -> None:
        self.rng = random.Random(seed)  # noqa: S311 - invented people, to be invented again the same
        self.start, self.end = start, end
        self.days = (end - start).days + 1
        self.number = 0
        self._nhs = seed * 7919
        self.recent: list[Somebody] = []

    def within(self, longest: int = 0) -> date:
        """A day of the year, at least so many days before its end."""
        return self.start + timedelta(self.rng.randrange(max(1, self.days - longest)))

    def pick(self, **weights: float) -> str:
        """One of the names, by weight."""
        return self.rng.choices(list(weights), list(weights.values()))[0].replace("_", "-")

    def nhs(self) -> str:
        """The next NHS number, of the ranges 990 to 999."""
        while True:
            self._nhs += 1
            prefix = 990 + (self._nhs // 1_000_000) % 10
            nine = f"{prefix}{self._nhs % 1_000_000:06d}"
            check = 11 - sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True)) % 11
            if check != 10:
                return nine + str(check % 11)

    def person(self) -> Somebody:
        """The next person, with what happened."""
        rng = self.rng
        self.number += 1
        kind = self.pick(
            long_term=0.32, front_door=0.34, short_term=0.11, assessed=0.12, carer=0.08, linked=0.02, both=0.01
        )
        older = rng.random() < 0.64
        birth = self.end - timedelta(
            rng.randrange(65 * 366, 99 * 365) if older else rng.randrange(18 * 366, 65 * 365)
        )
        reason = (
            self.pick(personal_care=52, memory_and_cognition=14, access_and_mobility=14, mental_health=7)
            if older
            else self.pick(learning_disability=44, mental_health=22, personal_care=20, access_and_mobility=7)
        )
        if rng.random() < 0.06:
            reason = self.pick(
                visual_impairment=3,
                hearing_impairment=2,
                dual_impairment=1,
                substance_misuse=2,
                asylum_seeker=1,
                social_isolation_or_other=5,
            )
        one = Somebody(
            local_ids=[f"P{4_000_000 + self.number * 7}"],
            nhs=self.nhs(),
            first_name=rng.choice(FIRST_NAMES),
            last_name=rng.choice(LAST_NAMES),
            postcode=self._postcode(),
            birth=birth,
            gender=self.pick(female=56, male=43, other=0.5, unknown=0.5),
            ethnicity=self._ethnicity(),
            reasons=[reason],
            accommodation=self._home(older),
            has_carer=self.pick(yes=30, no=50, unknown=20),
            autism=self.pick(no=40, yes=4, unknown=6) if rng.random() < 0.5 else "",
            dementia=self.pick(no=35, yes=10, unknown=5) if rng.random() < 0.5 else "",
            visual=self.pick(no=8, yes=1, unknown=1) if rng.random() < 0.4 else "",
            hearing=self.pick(no=8, yes=1, unknown=1) if rng.random() < 0.4 else "",
        )
        if reason == "learning-disability":
            one.employment = self.pick(paid_16_or_more=1, paid_under_16=2, not_seeking=17, seeking=2, unknown=3)
        getattr(self, f"_{kind.replace('-', '_')}")(one)
        if self.recent and rng.random() < 0.02:
            one.postcode, one.last_name = self.recent[-1].postcode, self.recent[-1].last_name
        self.recent = [*self.recent[-50:], one]
        if one.happenings and kind in {"long-term", "short-term"} and rng.random() < 0.05:
            self._die(one)
        return one

    def _postcode(self) -> str:
        sign = "ABDEFGHJLNPQRSTUWXYZ"
        number = self.number
        return f"ZZ1{number // 3600 % 10} {number % 9 + 1}{sign[number // 9 % 20]}{sign[number // 180 % 20]}"

    def _ethnicity(self) -> str:
        if self.rng.random() < 0.82:
            return self.pick(white_british=90, white_irish=3, white_other=6, white_roma=0.5, white_traveller=0.5)
        slugs = [slug for slug in vocabulary.ETHNICITY.slugs if not slug.startswith("white")]
        return self.rng.choice(slugs)

    def _home(self, older: bool) -> str:
        if older:
            return self.pick(owner_occupier=55, tenant_social=20, tenant_private=5, sheltered=10, unknown=10)
        return self.pick(
            with_family=35,
            tenant_social=25,
            supported=15,
            tenant_private=8,
            shared_lives=2,
            hostel=2,
            refuge=1,
            temporary_by_council=3,
            rough_sleeper=1,
            unknown=8,
        )

    # --- What happened ------------------------------------------------------------------------------------------

    def _request(self, on: date, outcome: str, client: str = "service-user") -> Happening:
        route = self.pick(
            community=76, hospital_discharge=18, hospital_diversion=2, self_funder=2, other_council=1, reablement=1
        )
        end = min(on + timedelta(self.rng.randrange(4)), self.end)
        if client == "carer":
            route = "community"
        return Happening("request", on, end, client, outcome, route=route)

    def _assessment(self, on: date, outcome: str, kind: str = "", client: str = "service-user") -> Happening:
        end = min(on + timedelta(self.rng.randrange(1, 30)), self.end)
        one = Happening("assessment", on, end, client, outcome)
        one.assessment = kind or self.pick(long_term=45, short_term=55)
        one.method = "carer" if client == "carer" else self.pick(service_user=85, both=15)
        if one.assessment == "long-term" and self.rng.random() < 0.7:
            one.eligible = "no" if outcome in {"no-services", "advice", "declined"} else "yes"
        return one

    def _front_door(self, one: Somebody) -> None:
        self._turned_away(one, self.rng.choices([1, 2, 3, 4, 5], [24, 28, 22, 14, 12])[0])
        if self.rng.random() < 0.5:
            one.reasons = []

    def _turned_away(self, one: Somebody, times: int) -> None:
        """Asks so many times and is told what else there is; never twice on a day, which would be one event."""
        for day in self.rng.sample(range(self.days - 5), times):
            outcome = self.pick(advice=45, no_services=25, declined=8, other=8, nhs=4, self_funded=5, moved_away=1)
            on = self.start + timedelta(day)
            if all(h.start != on for h in one.happenings):
                one.happenings.append(self._request(on, outcome))

    def _assessed(self, one: Somebody) -> None:
        """Asked, and perhaps assessed; a third of them seem to wait still."""
        asked = self.within(80)
        one.happenings.append(self._request(asked, "to-assessment"))
        self._turned_away(one, self.rng.choices([0, 1, 2], [40, 40, 20])[0])
        if self.rng.random() < 0.2:
            one.happenings[-1].conversation = True
        if self.rng.random() < 0.67:
            on = asked + timedelta(self.rng.randrange(1, 40))
            outcome = self.pick(no_services=4, advice=4, declined=1, to_support=1, hospital=0.3)
            one.happenings.append(self._assessment(on, outcome))

    def _short_term(self, one: Somebody) -> None:
        asked = self.within(120)
        one.happenings.append(self._request(asked, "to-reablement"))
        self._turned_away(one, self.rng.choices([0, 1, 2], [50, 35, 15])[0])
        begun = asked + timedelta(self.rng.randrange(1, 20))
        if self.rng.random() < 0.5:
            one.happenings.append(self._assessment(asked + timedelta(1), "to-reablement", "short-term"))
            begun = max(begun, asked + timedelta(2))
        ended = begun + timedelta(self.rng.randrange(14, 43))
        kind = self.pick(st_max=60, other_short=15, low_level=25)
        service = Happening("service", begun, min(ended, self.end), outcome="ended-as-planned", service=kind)
        service.component = {"st-max": "reablement", "other-short": "short-residential", "low-level": "equipment"}[
            kind
        ]
        if kind == "low-level":
            service.end, service.outcome = None, "continuation"
            one.faults.add("open-equipment")
        one.happenings.append(service)
        if kind == "st-max" and self.rng.random() < 0.23:
            self._lines(one, min(ended, self.end) + timedelta(self.rng.randrange(1, 6)))

    def _long_term(self, one: Somebody) -> None:
        rng = self.rng
        one.funding = self.pick(fully_council=50, joint=35, full_cost=10, unknown=5)
        if rng.random() < 0.25:
            asked = self.within(150)
            one.happenings.append(self._request(asked, "to-assessment"))
            met = asked + timedelta(rng.randrange(1, 40))
            one.happenings.append(self._assessment(met, "to-support", "long-term"))
            self._lines(one, met + timedelta(rng.randrange(1, 60)))
            return
        begun = self.start - timedelta(rng.randrange(20, 3000))
        self._lines(one, begun)
        if rng.random() < 0.45:
            asked = self.within(60)
            one.happenings.append(self._request(asked, self.pick(to_assessment=5, advice=3, to_support=2)))
            if rng.random() < 0.6:
                met = asked + timedelta(rng.randrange(1, 40))
                outcome = self.pick(continuation=6, to_support=3, declined=1)
                one.happenings.append(self._assessment(met, outcome))
        if rng.random() < 0.65:
            given = self.start - timedelta(rng.randrange(500)) if rng.random() < 0.5 else self.within(20)
            aid = Happening(
                "service", given, None, outcome="continuation", service="low-level", component="equipment"
            )
            one.happenings.append(aid)
            one.faults.add("open-equipment")
        self._turned_away(one, rng.choices([0, 1, 2], [45, 35, 20])[0])
        if rng.random() < 0.68:
            kind = self.pick(
                planned=70, hospital=8, carer=4, safeguarding=3, provider_failure=3, commissioning=2, other=10
            )
            on = self.within(20)
            review = Happening("review", on, min(on + timedelta(rng.randrange(15)), self.end), outcome="continuation")
            review.review, review.method = kind, self.pick(service_user=80, both=17, carer=3)
            review.achieved = self.pick(fully=6, partially=3, not_=1).rstrip("-") if kind == "planned" else ""
            one.happenings.append(review)

    def _lines(self, one: Somebody, begun: date) -> None:
        """Long-term support from a day on, in one to three lines."""
        rng = self.rng
        begun = min(begun, self.end)
        ended = None
        if rng.random() < 0.15:
            ended = max(begun, self.start) + timedelta(rng.randrange(10, 200))
            ended = ended if ended < self.end else None
        setting = self.pick(nursing=8, residential=22, community=69, prison=0.1)
        outcome = "continuation" if ended is None else self.pick(ended_as_planned=6, ended_other=4, self_funded=1)
        base = Happening("service", begun, ended, outcome=outcome, service=setting)
        base.cost, base.units = float(rng.randrange(15, 900)), rng.randrange(1, 40)
        if setting in {"nursing", "residential"}:
            base.component = setting
            one.accommodation = "nursing-home" if setting == "nursing" else "care-home"
            one.happenings.append(base)
            return
        components = rng.sample(
            ["home-care", "day-support", "supported-living", "extra-care", "transport", "meals", "shared-lives"],
            rng.choices([1, 2, 3, 4], [20, 35, 30, 15])[0],
        )
        for component in components:
            line = Happening(**{**base.__dict__, "component": component})
            if setting == "community":
                line.mechanism = self.pick(direct_payment=24, managed_budget=55, commissioned=21)
                if rng.random() < 0.15:
                    line.mechanism = ""
                paid = any(
                    h.component == "direct-payment" for h in one.happenings
                )  # two like lines would be one event
                if line.mechanism == "direct-payment" and not paid and rng.random() < 0.5:
                    line.component = "direct-payment"
            one.happenings.append(line)

    def _carer(self, one: Somebody) -> None:
        rng = self.rng
        cared_for = [other for other in self.recent if other.happenings and other.happenings[0].client != "carer"]
        links = tuple(
            other.local_ids[0] for other in rng.sample(cared_for, min(len(cared_for), rng.choice([1, 1, 2])))
        )
        one.reasons, one.has_carer = ["support-to-carer"], "unknown"
        asked = self.within(70)
        one.happenings.append(self._request(asked, self.pick(to_assessment=5, advice=4, to_support=2), "carer"))
        if rng.random() < 0.6:
            met = asked + timedelta(rng.randrange(1, 20))
            outcome = self.pick(advice=4, to_support=5, no_services=2)
            one.happenings.append(self._assessment(met, outcome, client="carer"))
            if outcome == "to-support":
                kind = self.pick(carer_direct=7, carer_involving=3)
                service = Happening("service", met + timedelta(9), None, "carer", "continuation", service=kind)
                service.component = "carer-universal" if kind == "carer-direct" else "respite"
                one.happenings.append(service)
        for happening in one.happenings:
            happening.links = links

    def _both(self, one: Somebody) -> None:
        """A person who draws on support and cares for somebody."""
        self._carer(one)
        one.reasons = ["access-and-mobility", "support-to-carer"]
        self._lines(one, self.start - timedelta(self.rng.randrange(20, 900)))

    def _linked(self, one: Somebody) -> None:
        """A carer who is only known because somebody else is: no event at all."""
        cared_for = [other for other in self.recent if other.happenings and other.happenings[0].client != "carer"]
        one.reasons = []
        links = (cared_for[-1].local_ids[0],) if cared_for else ()
        one.happenings.append(Happening("", self.start, None, "linked-carer", links=links))

    def _die(self, one: Somebody) -> None:
        """Dies after everything that has ended; services that go on end with the life."""
        ended = [h.end for h in one.happenings if h.end] + [h.start for h in one.happenings]
        latest = max(*ended, self.start)
        if latest < self.end:
            one.death = latest + timedelta(self.rng.randrange(1, (self.end - latest).days + 1))
