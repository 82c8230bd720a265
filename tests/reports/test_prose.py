from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance.prose import as_html, blocks_of, split_before


def test_empty_lines_part_paragraphs_and_single_line_ends_are_kept():
    assert as_html("One\nstill one\n\n\nTwo") == "<p>One<br>still one</p>\n<p>Two</p>"


def test_lines_that_begin_with_a_hyphen_are_bullets_of_one_list():
    assert as_html("- one\n- two\n\n- three") == "<ul>\n<li>one</li>\n<li>two</li>\n<li>three</li>\n</ul>"


def test_bullets_pasted_from_a_word_processor_are_bullets_too():
    assert [block.kind for block in blocks_of("• one\n*\ttwo\n–  three")] == ["list"]


def test_a_hyphen_inside_a_line_or_without_a_space_is_no_bullet():
    assert [block.kind for block in blocks_of("2025-26 - a good year\n-5 degrees")] == ["paragraph"]


def test_a_line_that_leads_into_a_list_is_marked_to_stay_with_it():
    assert as_html("We will:\n- act").startswith('<p class="leads">We will:</p>')


def test_markup_in_a_text_is_shown_and_not_obeyed():
    assert as_html('<script>alert("1")</script> & <b>') == (
        "<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &lt;b&gt;</p>"
    )


def test_nothing_comes_of_nothing():
    assert as_html(" \n\t\n") == ""


def test_characters_no_page_can_show_are_left_out():
    assert as_html("a\x0bb\x00c") == "<p>abc</p>"


def test_a_text_is_split_before_the_line_that_starts_with_given_words():
    assert split_before("A\n\nfinancial facts:\nB", "Financial facts") == ("A", "financial facts:\nB")
    assert split_before("A", "Financial facts") == ("A", "")


def test_headings_bold_italics_numbers_and_links_are_set_out():
    assert as_html(
        "# Our plan\n1. **Most**\n2. *some*, _few_\n\n[the plan](https://northmoor.example/p_1?a=1&b=2)"
    ) == (
        '<p class="leads"><strong>Our plan</strong></p>\n'
        "<ol>\n<li><strong>Most</strong></li>\n<li><em>some</em>, <em>few</em></li>\n</ol>\n"
        '<p><a href="https://northmoor.example/p_1?a=1&amp;b=2" rel="noopener">the plan</a></p>'
    )


def test_a_list_of_numbers_goes_on_where_it_was_left_and_begins_again_at_1():
    assert as_html("3. three\n4. four\n\n1. one") == (
        '<ol start="3">\n<li>three</li>\n<li>four</li>\n</ol>\n<ol>\n<li>one</li>\n</ol>'
    )


def test_headings_leave_no_level_out_whatever_the_writer_did():
    said = as_html("### One\n# Two\n###### Three", top=3)
    assert [line[:3] for line in said.split("\n")] == ["<h3", "<h3", "<h4"]


@pytest.mark.parametrize(
    "text",
    ["5 * 3 * 2", "snake_case_name", "**not closed", "*not closed", "a*b*c", "__init__", "[no address]()", "* * *"],
)
def test_signs_that_mean_nothing_are_shown_as_they_were_typed(text):
    assert as_html(text) in (f"<p>{text}</p>", f"<ul>\n<li>{text[2:]}</li>\n</ul>")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", 'https://x.example/"onclick=', "ftp://x"]
)
def test_a_link_leads_to_the_web_or_to_mail_and_nowhere_else(address):
    assert "<a" not in as_html(f"[look]({address})")


def test_signs_within_signs_leave_no_tag_open():
    for text in ["_a **b_ c**", "**a *b** c*", "*a **b** c*", "[**a](https://x.example/**b)", "***a***", "_*a_*"]:
        reader = _Reader()
        reader.feed(as_html(text))
        assert reader.open == [], text


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text, self.open = set(), [], []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.text.append(" ")
        self.text += [value for name, value in attrs if name in {"href", "start"}]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


SIGNS = st.sampled_from("\n\n-#*_[]()<>&\"'1. ")


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cc", "Cs", "Zl", "Zp"]) | SIGNS))
def test_whatever_is_written_no_letter_is_lost_and_no_tag_is_added(text):
    reader = _Reader()
    reader.feed(as_html(text, top=3))
    reader.close()
    assert reader.tags <= {"p", "br", "ul", "ol", "li", "strong", "em", "a", "h3", "h4", "h5", "h6"}
    assert reader.open == []
    kept = sorted(letter for letter in text if letter.isalpha())
    assert sorted(letter for letter in "".join(reader.text) if letter.isalpha()) == kept
