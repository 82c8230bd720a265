"""Loading an edition from its YAML file."""

import copy

import pytest
import yaml
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from assurance.models import Edition, Event, QualityStatement
from tests.pages import get, leads_to, post, refuses

SOURCE = settings.FIXTURES_DIR / "framework" / "cqc-2025-06.yaml"


def text(slug: str = "cqc-2031-01") -> str:
    return SOURCE.read_text(encoding="utf-8").replace('slug: "cqc-2025-06"', f'slug: "{slug}"', 1)


def upload(client, content: str | bytes, name: str = "edition.yaml"):
    content = content.encode() if isinstance(content, str) else content
    return post(client, "settings_edition_load", file=SimpleUploadedFile(name, content))


def test_a_new_edition_is_loaded_beside_those_in_use(signed_in, northmoor):
    client = signed_in(northmoor.callum)
    assert leads_to(upload(client, text()), "settings_edition", "cqc-2031-01")
    assert (
        "is loaded. New rounds can use it; the rounds you have keep theirs." in get(client, "settings_editions").words
    )
    assert QualityStatement.objects.filter(edition__slug="cqc-2031-01").count() == 9
    assert Event.objects.filter(verb="added the edition", actor_name="Callum Reeve").exists()
    northmoor.round.refresh_from_db()
    assert northmoor.round.edition.slug == "cqc-2025-06"


def test_the_same_file_again_changes_nothing(signed_in, callum):
    client = signed_in(callum)
    events = Event.objects.count()
    upload(client, SOURCE.read_bytes())
    assert "exactly as it is loaded already. Nothing changed." in get(client, "settings_editions").words
    assert Event.objects.count() == events


def test_an_edition_no_round_uses_is_replaced(signed_in, callum):
    client = signed_in(callum)
    upload(client, text())
    upload(client, text().replace("Statements scored directly", "Scored another way", 1))
    assert Edition.objects.get(slug="cqc-2031-01").title == "Scored another way"


def test_an_edition_in_use_is_never_changed(signed_in, callum):
    changed = text("cqc-2025-06").replace("Statements scored directly", "Scored another way", 1)
    page = upload(signed_in(callum), changed)
    refuses(page, "The file was not loaded, and nothing has changed.", "file")
    assert "The edition “cqc-2025-06” is used by a round, so it can't be changed." in page.words
    assert Edition.objects.get(slug="cqc-2025-06").title == "Statements scored directly"


def ten_statements() -> str:
    data = yaml.safe_load(text())
    first = data["themes"][0]["statements"]
    first.append({**copy.deepcopy(first[0]), "slug": "a-tenth", "title": "A tenth"})
    return yaml.safe_dump(data, sort_keys=False)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (ten_statements(), "9 quality statements; this file has 10"),
        (text().replace("from: 63, to: 87", "from: 64, to: 87"), "63"),
        (text().replace("edition:", "edition: ["), "line"),
        ("just words", ""),
        (b"\xff\xfe\x00not text", ""),
        (b"%PDF-1.7\n" + bytes(range(256)), ""),
        ("a: &a [1]\nb: [*a, *a]\n", ""),
    ],
    ids=["ten statements", "a gap between ratings", "broken YAML", "no edition", "not UTF-8", "a PDF", "aliases"],
)
def test_every_fault_of_a_file_is_told_and_nothing_is_loaded(signed_in, callum, content, said):
    page = upload(signed_in(callum), content)
    refuses(page, "The file was not loaded, and nothing has changed. What is wrong stands below.", "file")
    assert "What is wrong in the file" in page.words
    assert said.lower() in page.words.lower()
    assert Edition.objects.count() == 2


def test_a_fault_is_told_with_its_line(signed_in, callum):
    wrong = text().replace("method: direct", "method: by-feeling")
    line = wrong.splitlines().index(next(one for one in wrong.splitlines() if "by-feeling" in one)) + 1
    assert f"line {line}" in upload(signed_in(callum), wrong).words.lower()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"x" * 200_001, "is 200 kB. An edition's file is at most 200 kB; nothing was loaded."),
    ],
)
def test_an_empty_or_far_too_large_file_is_not_read(signed_in, callum, content, sentence):
    refuses(upload(signed_in(callum), content), sentence, "file")


def test_no_file_at_all_is_asked_for(signed_in, callum):
    refuses(post(signed_in(callum), "settings_edition_load"), "Choose the YAML file of an edition.", "file")


def test_words_in_a_faulty_file_are_shown_as_they_are(signed_in, callum):
    page = upload(signed_in(callum), text().replace("method: direct", "method: <script>alert(1)</script>"))
    assert "<script>alert" not in page.html


def test_a_round_under_a_loaded_edition_asks_for_its_nine_statements(signed_in, northmoor):
    client = signed_in(northmoor.callum)
    upload(client, text())
    edition = Edition.objects.get(slug="cqc-2031-01")
    post(client, "settings_round_add", title="2031", slug="2031", edition=edition.pk)
    client = signed_in(northmoor.priya)
    assert "0 of" in get(client, "self_assessment", "2031").words
    assert get(client, "statement", "2031", "governance").status == 200
