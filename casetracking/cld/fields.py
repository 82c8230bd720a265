"""The fields of a CLD file: their names as councils write them, and what this service does with each. Pure.

Source: CLD specification, Releases 1 and 2, by the field names of a council's loading view. Fields are found by name,
never by position; capitals, underscores and brackets don't matter.
"""

import re
from dataclasses import dataclass

CODED = {
    "client": "Client Type",
    "gender": "Gender",
    "ethnicity": "Ethnicity",
    "reason": "Primary Support Reason",
    "accommodation": "Accommodation Status",
    "employment": "Employment Status",
    "has_carer": "Has Unpaid Carer",
    "autism": "Autism Spectrum Disorder (ASD)",
    "visual": "Visual Impairment",
    "hearing": "Hearing Impairment",
    "dementia": "Dementia",
    "funding": "Client Funding Status",
    "event": "Event Type",
    "outcome": "Event Outcome",
    "route": "Request: Route of Access",
    "assessment": "Assessment Type",
    "eligible": "Eligible Needs Identified",
    "assessment_method": "Method of Assessment",
    "service": "Service Type",
    "component": "Service Component",
    "mechanism": "Delivery Mechanism",
    "review": "Review Reason",
    "achieved": "Review Outcomes Achieved",
    "review_method": "Method of Review",
    "frequency": "Cost Frequency (Unit Type)",
}
DATES = {
    "period_start": "Reporting Period Start Date",
    "period_end": "Reporting Period End Date",
    "birth": "Date of Birth",
    "death": "Date of Death",
    "start": "Event Start Date",
    "end": "Event End Date",
}
FIGURES = {"cost": "Unit Cost", "units": "Planned units per week"}
# Used in memory for grouping, and never told.
IDENTIFYING = {
    "nhs": "NHS Number",
    "local": "LA Person Unique Identifier",
    "first_name": "First Name",
    "last_name": "Last Name",
    "postcode": "Postcode",
    "linked_1": "Adult 1 Linked Person_ID",
    "linked_2": "Adult 2 Linked Person_ID",
    "linked_3": "Adult 3 Linked Person_ID",
    "description": "Event Description",  # looked through for the word "conversation" (Release 1, Annex C) only
}
COUNCIL = {"council": "LA Code"}
# Not read at all. The two names may be left out of a Release 2 file altogether.
LEFT_ALONE = (
    "GP Practice Name",
    "GP Practice Code",
    "Event Reference",
    "Total Hrs Caring per week",
    "No. of adults being cared for",
    "Provider CQC Location Name",
    "Provider CQC Location ID",
)

READ = COUNCIL | CODED | DATES | FIGURES | IDENTIFYING
ALL = (*READ.values(), *LEFT_ALONE)
# Without these a file tells nothing about anybody.
NEEDED = ("local", "client", "event", "start", "end")


@dataclass(frozen=True)
class Header:
    """A header row understood: where each field stands, what is missing (by name), how many columns are not CLD's."""

    places: dict[str, int]
    width: int
    missing: tuple[str, ...]
    strange: int
    twice: tuple[str, ...]

    @property
    def recognised(self) -> int:
        """How many columns have a name of the specification."""
        return self.width - self.strange


def plain(name: str) -> str:
    """A field's name without capitals and punctuation: "LA_Code" is "la code"."""
    return " ".join(re.findall(r"[a-z0-9]+", name.lower()))


_KEYS = {plain(name): key for key, name in READ.items()}
_KNOWN = {plain(name) for name in ALL}


def understood(names: list[str]) -> Header:
    """What a header row says."""
    places: dict[str, int] = {}
    twice, strange = [], 0
    for place, name in enumerate(names):
        key = _KEYS.get(plain(name))
        if key is None:
            strange += plain(name) not in _KNOWN
        elif key in places:
            twice.append(READ[key])
        else:
            places[key] = place
    missing = tuple(name for key, name in READ.items() if key not in places)
    return Header(places, len(names), missing, strange, tuple(twice))
