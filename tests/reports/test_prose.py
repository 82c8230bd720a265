from html.parser import HTMLParser

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


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text = set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.text.append(" ")

    def handle_data(self, data):
        self.text.append(data)


@given(
    st.text(st.characters(min_codepoint=32, exclude_categories=["Cc", "Cs", "Zl", "Zp"]) | st.sampled_from("\n-<>&"))
)
def test_whatever_is_written_no_letter_is_lost_and_no_tag_is_added(text):
    reader = _Reader()
    reader.feed(as_html(text))
    reader.close()
    assert reader.tags <= {"p", "br", "ul", "li"}
    kept = [letter for letter in text if letter.isalnum()]
    assert [letter for letter in "".join(reader.text) if letter.isalnum()] == kept
