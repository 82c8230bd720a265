"""The words of the framework in the fixtures, against a copy typed from the published reports."""

import pytest

from tests.assurance.on_file import BY_CATEGORY, DIRECT, STATEMENTS, data

both_editions = pytest.mark.parametrize("edition", [DIRECT, BY_CATEGORY])
LIVE_AS_I_WANT = (
    "I have care and support that enables me to live as I want to, seeing me as a unique person with skills, "
    "strengths and goals."
)
CO_ORDINATED = "I have care and support that is co-ordinated, and everyone works well together and with me."
SAFE = "I feel safe and am supported to understand and manage any risks."

# Title, "we" statement, I statements: as printed. QS1 has "coordinated", QS4 and QS5 "co-ordinated".
PRINTED = {
    "assessing-needs": (
        "Assessing needs",
        "We maximise the effectiveness of people's care and treatment by assessing and reviewing their health, care, "
        "wellbeing and communication needs with them.",
        [
            "I have care and support that is coordinated, and everyone works well together and with me.",
            LIVE_AS_I_WANT,
        ],
    ),
    "healthier-lives": (
        "Supporting people to live healthier lives",
        "We support people to manage their health and wellbeing so they can maximise their independence, choice and "
        "control, live healthier lives and where possible, reduce future needs for care and support.",
        [
            # The report prints a dash; our paper on the framework has it as a hyphen.
            "I can get information and advice about my health, care and support and how I can be as well as "
            "possible – physically, mentally and emotionally.",
            "I am supported to plan ahead for important changes in my life that I can anticipate.",
        ],
    ),
    "equity": (
        "Equity in experience and outcomes",
        "We actively seek out and listen to information about people who are most likely to experience inequality in "
        "experience or outcomes. We tailor the care, support and treatment in response to this.",
        [LIVE_AS_I_WANT],
    ),
    "care-provision": (
        "Care provision, integration and continuity",
        "We understand the diverse health and care needs of people and our local communities, so care is joined-up, "
        "flexible and supports choice and continuity.",
        [CO_ORDINATED],
    ),
    "partnerships": (
        "Partnerships and communities",
        "We understand our duty to collaborate and work in partnership, so our services work seamlessly for people. "
        "We share information and learning with partners and collaborate for improvement.",
        [CO_ORDINATED],
    ),
    "safe-systems": (
        "Safe systems, pathways and transitions",
        "We work with people and our partners to establish and maintain safe systems of care, in which safety is "
        "managed, monitored and assured. We ensure continuity of care, including when people move between different "
        "services.",
        [
            "When I move between services, settings or areas, there is a plan for what happens next and who will do "
            "what, and all the practical arrangements are in place.",
            SAFE,
        ],
    ),
    "safeguarding": (
        "Safeguarding",
        "We work with people to understand what being safe means to them as well as with our partners on the best "
        "way to achieve this. We concentrate on improving people's lives while protecting their right to live in "
        "safety, free from bullying, harassment, abuse, discrimination, avoidable harm and neglect. We make sure we "
        "share concerns quickly and appropriately.",
        [SAFE],
    ),
    "governance": (
        "Governance, management and sustainability",
        "We have clear responsibilities, roles, systems of accountability and good governance to manage and deliver "
        "good quality, sustainable care, treatment and support. We act on the best information about risk, "
        "performance and outcomes, and we share this securely with others when appropriate.",
        [],
    ),
    "learning": (
        "Learning, improvement and innovation",
        "We focus on continuous learning, innovation and improvement across our organisation and the local system. "
        "We encourage creative ways of delivering equality of experience, outcome and quality of life for people. We "
        "actively contribute to safe, effective practice and research.",
        [],
    ),
}


def statements(edition: str) -> list[dict]:
    return [statement for theme in data(edition)["themes"] for statement in theme["statements"]]


@both_editions
def test_the_statements_stand_in_the_published_order_and_themes(edition):
    found = [(s["slug"], theme["slug"]) for theme in data(edition)["themes"] for s in theme["statements"]]
    assert tuple(found) == STATEMENTS
    assert list(PRINTED) == [slug for slug, _ in STATEMENTS]


@both_editions
def test_the_themes_have_their_printed_titles(edition):
    assert [theme["title"] for theme in data(edition)["themes"]] == [
        "Working with people",
        "Providing support",
        "How the local authority ensures safety within the system",
        "Leadership",
    ]


@both_editions
@pytest.mark.parametrize("slug", PRINTED)
def test_titles_and_statements_are_word_for_word_as_printed(edition, slug):
    statement = next(s for s in statements(edition) if s["slug"] == slug)
    assert (statement["title"], statement["text"], [i["text"] for i in statement["i_statements"]]) == PRINTED[slug]


@both_editions
def test_every_quotation_names_where_it_was_read(edition):
    for statement in statements(edition):
        for quoted in (statement, *statement["i_statements"]):
            assert quoted["source"]["url"].startswith("http")
            assert quoted["source"]["title"]


@both_editions
def test_only_the_confirmed_care_act_sections_are_given(edition):
    assert {s["slug"]: [c["sections"] for c in s["care_act"]] for s in statements(edition) if s.get("care_act")} == {
        "safeguarding": ["1", "6 to 7", "42 to 43", "68"]
    }


@both_editions
def test_the_four_evidence_categories_used_for_councils_are_given(edition):
    assert [category["title"] for category in data(edition)["evidence_categories"]] == [
        "People's experience",
        "Feedback from staff and leaders",
        "Feedback from partners",
        "Processes",
    ]


@both_editions
def test_the_score_key_is_the_published_one(edition):
    assert data(edition)["scoring"]["score_words"] == {
        "1": "Evidence shows significant shortfalls",
        "2": "Evidence shows some shortfalls",
        "3": "Evidence shows a good standard",
        "4": "Evidence shows an exceptional standard",
    }


@both_editions
@pytest.mark.parametrize(
    ("slug", "alias"),
    [
        ("healthier-lives", "Supporting people to lead healthier lives"),
        ("safe-systems", "Safe pathways, systems and transitions"),
        ("partnerships", "partnership and communities"),
        ("governance", "leadership"),
    ],
)
def test_other_printed_titles_of_a_statement_are_kept_as_aliases(edition, slug, alias):
    statement = next(s for s in statements(edition) if s["slug"] == slug)
    assert alias in [a["title"] for a in statement["aliases"]]
