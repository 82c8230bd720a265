"""Our components make the HTML that GOV.UK Frontend's own examples make."""

from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from tests.components.markup import elements, example, render, tokens


def words(options: dict):
    """What a GOV.UK option says: its HTML, or its text."""
    return mark_safe(options["html"]) if options.get("html") else options.get("text")


@pytest.mark.parametrize("name", ["default", "with custom text and link"])
def test_back_link(name):
    options, expected = example("back-link", name)
    html = render("components/back_link.html", href=options.get("href", "#"), text=options.get("text"))
    assert tokens(html) == tokens(expected)


@pytest.mark.parametrize("name", ["default", "with one level", "with last breadcrumb as current page"])
def test_breadcrumbs(name):
    options, expected = example("breadcrumbs", name)
    assert tokens(render("components/breadcrumbs.html", items=options["items"])) == tokens(expected)


@pytest.mark.parametrize(
    ("name", "variant"),
    [
        ("default", ""),
        ("link", ""),
        ("disabled", ""),
        ("prevent double click", ""),
        ("secondary", "secondary"),
        ("warning", "warning"),
        ("name", ""),
        ("type", ""),
        ("id", ""),
    ],
)
def test_button(name, variant):
    options, expected = example("button", name)
    html = render(
        "components/button.html",
        variant=variant,
        once=options.get("preventDoubleClick"),
        **{key: options.get(key) for key in ("text", "href", "disabled", "name", "type", "id")},
    )
    assert tokens(html) == tokens(expected)


@pytest.mark.parametrize("name", ["default", "expanded", "id", "html as text", "html"])
def test_details(name):
    options, expected = example("details", name)
    html = render(
        "components/details.html",
        summary=options["summaryText"],
        text=words(options),
        open=options.get("open"),
        id=options.get("id"),
    )
    assert tokens(html) == tokens(expected)


@pytest.mark.parametrize("name", ["default", "with html", "id", "html as text"])
def test_inset_text(name):
    options, expected = example("inset-text", name)
    assert tokens(render("components/inset_text.html", text=words(options), id=options.get("id"))) == tokens(expected)


@pytest.mark.parametrize("name", ["default", "with type as success", "custom title", "html as text"])
def test_notification_banner(name):
    options, expected = example("notification-banner", name)
    html = render(
        "components/notification_banner.html",
        text=words(options),
        variant=options.get("type"),
        title=options.get("titleText"),
    )
    assert tokens(html) == tokens(expected)


def test_a_second_notification_banner_has_its_own_title():
    html = render("components/notification_banner.html", text="Saved", variant="success", number=2)
    banner, *rest = elements(html)
    assert banner["aria-labelledby"] in {element.get("id") for element in rest}
    assert banner["aria-labelledby"].endswith("-2")


@pytest.mark.parametrize("name", ["default", "body html as text", "title with no body text"])
def test_panel(name):
    options, expected = example("panel", name)
    title = mark_safe(options["titleHtml"]) if options.get("titleHtml") else options["titleText"]
    assert tokens(render("components/panel.html", title=title, text=words(options))) == tokens(expected)


@pytest.mark.parametrize("name", ["default", "multiple lines", "html as text"])
def test_warning_text(name):
    options, expected = example("warning-text", name)
    if options.get("iconFallbackText") != "Warning":
        expected = expected.replace(f">{options.get('iconFallbackText', '')}<", ">Warning<")
    assert tokens(render("components/warning_text.html", text=words(options))) == tokens(expected)


@pytest.mark.parametrize("name", ["default", "grey", "green", "html as text"])
def test_tag(name):
    options, expected = example("tag", name)
    colour = options.get("classes", "").removeprefix("govuk-tag--")
    assert tokens(render("components/tag.html", text=words(options), colour=colour)) == tokens(expected)


@pytest.mark.parametrize("name", ["default", "with actions", "with some actions", "no-border"])
def test_summary_list(name):
    options, expected = example("summary-list", name)
    rows = [
        {
            "key": words(row["key"]),
            "value": words(row["value"]),
            "actions": [
                {"href": item["href"], "text": item["text"], "hidden": item.get("visuallyHiddenText")}
                for item in row.get("actions", {}).get("items", [])
            ],
        }
        for row in options["rows"]
    ]
    html = render("components/summary_list.html", rows=rows, no_border="no-border" in options.get("classes", ""))
    assert tokens(html) == tokens(expected)


@pytest.mark.parametrize("name", ["default", "custom id prefix", "with hint text and additional states"])
def test_task_list(name):
    options, expected = example("task-list", name)
    items = []
    for item in options["items"]:
        tag = item["status"].get("tag", {})
        colour = tag.get("classes", "").removeprefix("govuk-tag--")
        items.append(
            {
                "title": words(item["title"]),
                "href": item.get("href"),
                "hint": words(item.get("hint", {})),
                "status": words(tag or item["status"]),
                "colour": colour or (tag and "blue"),
            }
        )
    html = render("components/task_list.html", items=items, id_prefix=options.get("idPrefix"))
    expected = expected.replace('class="govuk-tag"', 'class="govuk-tag govuk-tag--blue"')  # the default colour, named
    assert tokens(html) == tokens(expected)


def test_table():
    options, expected = example("table", "with head and caption")
    head = [{"text": cell["text"], "numeric": cell.get("format") == "numeric"} for cell in options.get("head", [])]
    rows = [
        [
            {"text": cell["text"], "numeric": cell.get("format") == "numeric", "header": index == 0}
            for index, cell in enumerate(row)
        ]
        for row in options["rows"]
    ]
    size = options.get("captionClasses", "").removeprefix("govuk-table__caption--")
    html = render("components/table.html", caption=options.get("caption"), caption_size=size, head=head, rows=rows)
    ours, theirs = tokens(html), tokens(expected)
    region, *inner, end = ours
    assert dict(region[1])["tabindex"] == "0", "a table that is too wide can be scrolled by keyboard"
    assert end == "/div"
    assert _without_naming(inner) == _without_naming(theirs)


def _without_naming(found: list) -> list:
    """Leave out what our table adds to name its scrolling region, and the size of the caption."""
    kept = []
    for token in found:
        named = isinstance(token, tuple) and token[0] in ("table", "caption")
        kept.append(token[0] if named else token)
    return kept


def test_table_whose_rows_have_headings():
    options, expected = example("table", "with firstCellIsHeader true")
    rows = [
        [{"text": cell["text"], "numeric": "format" in cell, "header": index == 0} for index, cell in enumerate(row)]
        for row in options["rows"]
    ]
    ours = tokens(render("components/table.html", caption="Months", rows=rows))
    theirs = tokens(expected)
    assert ours[ours.index("/caption") + 1 : -1] == theirs[1:]


def test_a_table_takes_plain_words_for_cells_and_shows_nothing_for_none():
    html = render("components/table.html", caption="Figures", head=["Measure"], rows=[["1D"], [None], [0]])
    text = [token for token in tokens(html) if isinstance(token, str) and not token.startswith("/")]
    assert text == ["Figures", "Measure", "1D", "0"]


@pytest.mark.parametrize(
    ("number", "shown"), [(1, "1 2 ⋯ 40"), (10, "1 ⋯ 9 10 11 ⋯ 40"), (40, "1 ⋯ 39 40"), (3, "1 2 3 4 ⋯ 40")]
)
def test_pagination_shows_the_ends_and_the_neighbours(number, shown):
    html = render_pagination(number)
    listed = [
        token for token in tokens(html)[_list_start(html) :] if isinstance(token, str) and token[0] not in "/NP"
    ]
    assert " ".join(token for token in listed if token != "page") == shown


def test_pagination_keeps_the_filter_in_the_address():
    links = [link["href"] for link in elements(render_pagination(10, "/evidence/?mine=yes&page=10"), "a")]
    assert links
    assert all("mine=yes" in link and link.count("page=") == 1 for link in links)


def test_pagination_is_made_as_in_the_example():
    _, expected = example("pagination", "with many pages")
    ours = [token for token in elements(render_pagination(10)) if "class" in token]
    theirs = [token for token in elements(expected) if "class" in token]
    assert {token["class"] for token in ours} == {token["class"] for token in theirs}


def test_one_page_needs_no_pagination():
    page = Paginator(range(3), 10).get_page(1)
    assert render("components/pagination.html", page=page).strip() == ""


def render_pagination(number: int, address: str = "/evidence/") -> str:
    """Page so many of forty."""
    page = Paginator(range(400), 10).get_page(number)
    return render("components/pagination.html", page=page, request=RequestFactory().get(address))


def _list_start(html: str) -> int:
    return next(at for at, token in enumerate(tokens(html)) if isinstance(token, tuple) and token[0] == "ul")


@pytest.mark.parametrize("name", ["default", "with navigation with a current item"])
def test_service_navigation(name):
    options, expected = example("service-navigation", name)
    items = [
        SimpleNamespace(text=item["text"], url=item["href"], current=item.get("current"))
        for item in options["navigation"]
    ]
    assert tokens(render("components/service_navigation.html", navigation=items)) == tokens(expected)


@pytest.mark.parametrize(
    ("score", "said"),
    [
        (1, "1 – significant shortfalls"),
        (2, "2 – some shortfalls"),
        (3, "3 – good standard"),
        (4, "4 – exceptional standard"),
        (None, "Not scored"),
    ],
)
def test_a_score_is_always_said_in_words(score, said):
    assert said in tokens(Template("{% score_tag score %}").render(Context({"score": score})))


def test_progress_says_its_words_and_names_its_bar():
    html = render("components/progress.html", label="Making the document", value=30, text="12 of 40 sections")
    (bar,) = elements(html, "progress")
    assert bar["value"] == "30"
    assert bar["max"] == "100"
    assert elements(html, "label")[0]["for"] == bar["id"]
    assert bar["aria-describedby"] in {element.get("id") for element in elements(html, "p")}


def test_progress_with_nothing_known_yet_has_no_value():
    assert "value" not in elements(render("components/progress.html", label="Waiting"), "progress")[0]


def test_progress_at_nothing_done_says_nought():
    assert elements(render("components/progress.html", label="Begun", value=0), "progress")[0]["value"] == "0"


def test_the_official_words_name_their_source():
    html = render(
        "components/official_quote.html",
        text="The words.",
        source="The statements",
        href="https://example.org/",
    )
    assert elements(html, "blockquote")[0]["cite"] == "https://example.org/"
    assert "The statements" in tokens(html)


def test_what_a_person_wrote_is_never_taken_for_markup():
    written = "<script>alert(1)</script>"
    for name, context in {
        "inset_text": {"text": written},
        "card": {"title": written, "text": written, "meta": written},
        "comparison": {"left_title": "A", "left": written, "right_title": "B", "right": written},
        "official_quote": {"text": written, "source": written},
        "table": {"caption": written, "head": [written], "rows": [[written]]},
        "summary_list": {"rows": [{"key": written, "value": written}]},
        "notification_banner": {"text": written},
        "empty_state": {"heading": written, "text": written, "action_text": written, "action_href": "#"},
        "filter_tags": {"filters": [{"text": written, "href": "#"}]},
        "task_list": {"items": [{"title": written, "hint": written, "status": written}]},
    }.items():
        assert "<script" not in render(f"components/{name}.html", **context), name
