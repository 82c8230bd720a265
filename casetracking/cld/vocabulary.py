"""The permitted values of CLD in both releases, each with the code it is kept under. Pure.

Source: working note on CLD, section 2. Values are compared without capitals, punctuation and the words "and", "or" and
"unpaid", which is what tells the wording of Release 1 from that of Release 2 ("Carer", "Unpaid carer"). Where only the
Release 1 wording is published, or where the tails of values are not, a value is known by its key words.
"""

import re

from casetracking.cld.values import BLANK, UNMAPPED, Values, by_words, plain, yes_or_no

__all__ = ["BLANK", "UNMAPPED", "VALUES", "WORDS", "Values", "is_release_1", "plain"]

YES_NO = Values({"yes": ("Yes",), "no": ("No",), "unknown": ("Unknown", "Not known", "Undeclared")}, yes_or_no)

CLIENT = Values(
    {
        "service-user": ("Service user",),
        "carer": ("Unpaid carer",),
        "linked-carer": ("Unpaid carer known by association",),
    }
)

GENDER = Values(
    {"male": ("Male", "M"), "female": ("Female", "F"), "other": ("Other",), "unknown": ("Unknown", "Not known", "U")}
)

_WHITE, _MIXED = "White: ", "Mixed or multiple ethnic groups: "
_ASIAN, _BLACK = "Asian or Asian British: ", "Black, Black British, Caribbean or African: "
# Each value with its letter of the NHS data dictionary, which some record systems send (Roma and Arab have none).
ETHNICITY = Values(
    {
        "white-british": (f"{_WHITE}English, Welsh, Scottish, Northern Irish or British", "A"),
        "white-irish": (f"{_WHITE}Irish", "B"),
        "white-traveller": (f"{_WHITE}Gypsy or Irish Traveller",),
        "white-roma": (f"{_WHITE}Roma",),
        "white-other": (f"{_WHITE}Any other White background", "C"),
        "mixed-caribbean": (f"{_MIXED}White and Black Caribbean", "D"),
        "mixed-african": (f"{_MIXED}White and Black African", "E"),
        "mixed-asian": (f"{_MIXED}White and Asian", "F"),
        "mixed-other": (f"{_MIXED}Any other Mixed or multiple ethnic background", "G"),
        "asian-indian": (f"{_ASIAN}Indian", "H"),
        "asian-pakistani": (f"{_ASIAN}Pakistani", "J"),
        "asian-bangladeshi": (f"{_ASIAN}Bangladeshi", "K"),
        "asian-chinese": (f"{_ASIAN}Chinese", "R"),
        "asian-other": (f"{_ASIAN}Any other Asian background", "L"),
        "black-african": (f"{_BLACK}African", "N"),
        "black-caribbean": (f"{_BLACK}Caribbean", "M"),
        "black-other": (f"{_BLACK}Any other Black, Black British or Caribbean background", "P"),
        "other-arab": ("Other ethnic group: Arab",),
        "other-other": ("Other ethnic group: Any other ethnic group", "S"),
        "refused": ("No data: Refused", "Refused"),
        "undeclared": ("No data: Undeclared or not known", "Undeclared or not known", "Unknown", "Not known", "Z"),
    }
)

REASON = Values(
    {
        "access-and-mobility": ("Physical support: Access and mobility only",),
        "personal-care": ("Physical support: Personal care support",),
        "visual-impairment": ("Sensory support: Support for visual impairment",),
        "hearing-impairment": ("Sensory support: Support for hearing impairment",),
        "dual-impairment": ("Sensory support: Support for dual impairment",),
        "memory-and-cognition": ("Support with memory and cognition",),
        "learning-disability": ("Learning disability support",),
        "mental-health": ("Mental health support",),
        "substance-misuse": ("Social support: Substance misuse support",),
        "asylum-seeker": ("Social support: Asylum seeker support",),
        "social-isolation-or-other": (
            "Social support: Support for social isolation or other reason",
            "Social Support: Support for Social Isolation/Other",
        ),
        "support-to-carer": ("Social support: Support to unpaid carer",),
        "unknown": ("Unknown",),
    }
)

ACCOMMODATION = Values(
    {
        "owner-occupier": ("Owner occupier or shared ownership scheme",),
        "tenant-social": ("Tenant: Local authority or other social housing provider", "Tenant"),
        "tenant-private": ("Tenant: Private landlord",),
        "with-family": ("Settled mainstream housing with family or friends",),
        "supported": ("Supported accommodation, supported lodgings or supported group home",),
        "shared-lives": ("Shared Lives scheme",),
        "approved-premises": ("Approved premises for offenders released from prison or under probation supervision",),
        "sheltered": ("Sheltered housing, extra care housing or other sheltered housing",),
        "mobile": ("Mobile accommodation for Gypsy, Roma and Traveller communities",),
        "rough-sleeper": ("Rough sleeper or squatting",),
        "hostel": ("Night shelter, emergency hostel or direct access hostel",),
        "refuge": ("Refuge",),
        "temporary-by-council": (
            "Placed in temporary accommodation by the council (inc. homelessness resettlement)",
        ),
        "short-term-guest": ("Staying with family or friends as a short term guest",),
        "hospital": (
            "Acute hospital or long term healthcare residential facility",
            "Acute / long-term healthcare residential facility or hospital",
        ),
        "care-home": ("Registered care home",),
        "nursing-home": ("Registered nursing home",),
        "prison": ("Prison, young offenders institution or detention centre",),
        "other-temporary": ("Other temporary accommodation",),
        "unknown": ("Unknown",),
    },
    by_words(("placed+temporary+accommodation", "temporary-by-council")),
)

EMPLOYMENT = Values(
    {
        "paid-under-16": ("Paid: Less than 16 hours a week",),
        "paid-16-or-more": ("Paid: 16 or more hours a week",),
        "paid-hours-unknown": ("Paid: Hours per week unknown",),
        "seeking": ("Not in paid employment: Seeking work",),
        "not-seeking": ("Not in paid employment: Not actively seeking work or retired",),
        "voluntary": ("Not in paid employment: Voluntary work only",),
        "unknown": ("Unknown",),
    }
)

_IMPAIRED = by_words(("no +impairment", "no"), ("unknown", "unknown"))
VISUAL = Values(
    {
        "yes": (
            "Blind/severely sight impaired",
            "Partial sight/sight impaired",
            "Visual impairment - severity unknown",
            "Yes",
        ),
        "no": ("No visual impairment", "No"),
        "unknown": ("Unknown",),
    },
    _IMPAIRED,
)
HEARING = Values(
    {
        "yes": (
            "Deaf with speech",
            "Deaf without speech",
            "Hard of hearing",
            "Hearing impairment: Severity unknown",
            "Yes",
        ),
        "no": ("No hearing impairment", "No"),
        "unknown": ("Unknown",),
    },
    _IMPAIRED,
)

FUNDING = Values(
    {
        "fully-council": ("Fully social care funded",),
        "joint": ("Joint client and social care funded",),
        "full-cost": ("Fully client funded", "18(3) (full cost client)", "Self-funder - Metering Only"),
        "unknown": (  # what the health service pays is not to be recorded here (section 0)
            "Unknown",
            "Unknown - Individual Level",
            "Fully Health Funded",
            "Joint Health and Social Care Funded",
        ),
    },
    by_words(("full cost client", "full-cost"), ("metering", "full-cost")),
)

EVENT = Values(
    {
        "request": ("Request", "Referral"),
        "assessment": ("Assessment",),
        "service": ("Service",),
        "review": ("Review",),
    },
    by_words(
        ("request", "request"),
        ("referral", "request"),
        ("assessment", "assessment"),
        ("service", "service"),
        ("review", "review"),
    ),
)

# In the order of the Department's hierarchy: of two outcomes of one event the first counts.
OUTCOME = Values(
    {
        "to-reablement": ("Progress to reablement/ST-Max",),
        "to-assessment": (
            "Progress to assessment, review or reassessment",
            "Progress to Assessment",
            "Progress to Re-assessment / Unplanned Review",
        ),
        "to-financial-or-end-of-life": ("Progress to financial assessment", "Progress to End of Life Care"),
        "to-support": ("Progress to support planning or services",),
        "continuation": (
            "Continuation of support or services",
            "No change in package",
            "Provision of service",
        ),
        "hospital": ("Admitted to hospital",),
        "moved-away": ("NFA: Responsibility moved to another local authority", "NFA - Moved to another LA"),
        "nhs": ("NFA: Referral to NHS services or NHS funded social care", "NFA - 100% NHS funded care"),
        "self-funded": (
            "NFA: Self-funded client or under 12wk disregard",
            "NFA - Self-funded client (Inc. 12wk disregard)",
        ),
        "advice": (
            "NFA: Information and advice or signposting",
            "NFA - Information & Advice / Signposting only",
        ),
        "other-council-service": ("NFA: Referral to other service within the local authority",),
        "declined": ("NFA: Support declined",),
        "deceased": ("NFA: Deceased",),
        "ended-as-planned": ("NFA: Support ended as planned", "Service ended as planned"),
        "ended-other": ("NFA: Support ended for other reason", "NFA - Support ended: Other reason"),
        "no-services": ("NFA: No services offered for other reason", "NFA - No services offered: Other reason"),
        "other": ("NFA: Other",),
    }
)

# "Reablement" before "discharge": a discharge from reablement is not one from hospital.
ROUTE = Values(
    {
        "transition": ("Planned Entry (Transition)",),
        "reablement": ("Discharge from Reablement",),
        "hospital-discharge": ("Discharge from Hospital",),
        "hospital-diversion": ("Diversion from Hospital Services",),
        "prison": ("Prison",),
        "self-funder": ("Self-Funder",),
        "other-council": ("Transfer from Other LA",),
        "community": ("Community / Other route",),
    },
    by_words(
        ("transition", "transition"),
        ("reablement", "reablement"),
        ("discharge+hospital", "hospital-discharge"),
        ("diversion", "hospital-diversion"),
        ("prison", "prison"),
        ("self fund", "self-funder"),
        ("transfer", "other-council"),
        ("community", "community"),
    ),
)

ASSESSMENT = Values(
    {
        "long-term": ("Long term assessment",),
        "short-term": ("Short term assessment",),
        "financial": ("Financial Assessment",),
    }
)

METHOD = Values(
    {
        "service-user": ("Service user only",),
        "carer": ("Carer only",),
        "both": ("Service user and carer",),
    }
)

SERVICE = Values(
    {
        "nursing": ("Long term support: Nursing care",),
        "residential": ("Long term support: Residential care",),
        "community": ("Long term support: Community",),
        "prison": ("Long term support: Prison",),
        "st-max": ("Short term support: ST-Max",),
        "low-level": ("Short term support: Ongoing low level",),
        "other-short": ("Short term support: Other short term",),
        "carer-direct": ("Unpaid carer support: Direct to unpaid carer", "Carer Support: Direct to Carer"),
        "carer-involving": (
            "Unpaid carer support: Support involving the person cared-for",
            "Carer Support: Support involving the person cared-for",
        ),
    }
)

COMPONENT = Values(
    {
        "reablement": ("Reablement",),
        "short-nursing": ("Short term nursing care",),
        "short-residential": ("Short term residential care",),
        "nursing": ("Long term nursing care", "Nursing Care"),
        "residential": ("Long term residential care", "Residential Care"),
        "home-care": ("Home support or domiciliary care", "Home Support"),
        "day-support": ("Day support",),
        "meals": ("Meals",),
        "transport": ("Transport",),
        "equipment": ("Equipment",),
        "direct-payment": ("Direct payment",),
        "shared-lives": ("Shared Lives",),
        "supported-living": ("Community supported living",),
        "extra-care": ("Extra care housing",),
        "social-worker": ("Professional support: Social worker",),
        "professional-other": ("Professional support: Other",),
        "learning-or-employment": ("Learning, education or employment support",),
        "end-of-life": ("End of life care",),
        "emergency": ("Emergency support",),
        "other-short": ("Other short term support",),
        "other-long": ("Other long term support",),
        "respite": ("Unpaid carer respite",),
        "sitting": ("Unpaid carer sitting service",),
        "carer-universal": ("Unpaid carer universal services",),
        "carer-other": ("Other unpaid carer support",),
    }
)

MECHANISM = Values(
    {
        "direct-payment": ("Direct payment",),
        "managed-budget": ("CASSR managed personal budget",),
        "commissioned": ("CASSR commissioned support",),
        "self-funder": ("Self-Funder Metering Only",),
    },
    # The extracts of version 5 put "Community: " or "Prison: " in front.
    by_words(
        ("direct payment", "direct-payment"),
        ("managed personal budget", "managed-budget"),
        ("commissioned support", "commissioned"),
    ),
)

REVIEW = Values(
    {
        "planned": ("Planned",),
        "short-term": ("Review of short term support",),
        "hospital": ("Unplanned - Hospital (Planned and unplanned episodes)",),
        "carer": ("Unplanned - Carer related",),
        "safeguarding": ("Unplanned - Safeguarding concern",),
        "provider-failure": ("Unplanned - Provider Failure",),
        "commissioning": ("Unplanned - Change in Commissioning arrangements",),
        "other": ("Unplanned - Other Reason",),
    },
    lambda text: (
        "planned"
        if text.startswith("planned")
        else by_words(
            ("hospital", "hospital"),
            ("carer", "carer"),
            ("safeguarding", "safeguarding"),
            ("provider", "provider-failure"),
            ("commissioning", "commissioning"),
            otherwise="other",
        )(text)
        if text.startswith("unplanned")
        else None
    ),
)

ACHIEVED = Values({"fully": ("Fully Met",), "partially": ("Partially Met",), "not": ("Not Met",)})

FREQUENCY = Values(
    {
        "none": ("No charge to client",),
        "session": ("Per session",),
        "hourly": ("Hourly",),
        "daily": ("Daily",),
        "weekly": ("Weekly",),
        "fortnightly": ("Fortnightly",),
        "4-weekly": ("4-weekly",),
        "monthly": ("Monthly",),
        "quarterly": ("Quarterly",),
        "annually": ("Annually",),
        "one-off": ("One-off",),
    },
    by_words(
        ("fortnight", "fortnightly"),
        ("4 week", "4-weekly"),
        ("week", "weekly"),
        ("month", "monthly"),
        ("quarter", "quarterly"),
        ("annual", "annually"),
        ("one off", "one-off"),
        ("session", "session"),
        ("hour", "hourly"),
        ("day", "daily"),
    ),
)

VALUES = {
    "client": CLIENT,
    "gender": GENDER,
    "ethnicity": ETHNICITY,
    "reason": REASON,
    "accommodation": ACCOMMODATION,
    "employment": EMPLOYMENT,
    "has_carer": YES_NO,
    "autism": YES_NO,
    "visual": VISUAL,
    "hearing": HEARING,
    "dementia": YES_NO,
    "funding": FUNDING,
    "event": EVENT,
    "outcome": OUTCOME,
    "route": ROUTE,
    "assessment": ASSESSMENT,
    "eligible": YES_NO,
    "assessment_method": METHOD,
    "service": SERVICE,
    "component": COMPONENT,
    "mechanism": MECHANISM,
    "review": REVIEW,
    "achieved": ACHIEVED,
    "review_method": METHOD,
    "frequency": FREQUENCY,
}
WORDS = frozenset(word for values in VALUES.values() for word in values.words)

_RELEASE_1 = re.compile(
    r"^NFA ?[-–]|^Carer\b|^Service User$|[a-z] - [A-Z]|^Provision of service$|^No change in package$"
)


def is_release_1(value: str) -> bool:
    """Whether a value of client type, ethnicity or outcome is in the wording of Release 1."""
    return bool(_RELEASE_1.search(value.strip()))
