"""What leaders see of a pool: counts, coverage and themes; no case, no reference, no number that points at somebody."""

import datetime

import pytest
from django.urls import reverse

from casetracking.models import Candidate, Case, Criterion, Import
from casetracking.operations.deadlines import set_dates
from casetracking.operations.pools import purge_pool
from casetracking.operations.themes import ThemeWords, save_theme
from tests.casetracking.auditing import audited, give, shared, theme
from tests.casetracking.cases import asked
from tests.casetracking.rooms import filled, started
from tests.pages import get

pytestmark = pytest.mark.django_db


def summary(client, **given):
    return get(client, "cases_summary", "2027", **given)


def test_it_answers_how_far_like_whom_and_what_was_learnt(signed_in, helen, marcin, ruth, full, cases, now):
    asked(cases[0], helen, now, "yes")
    asked(cases[1], helen, now)
    audited(cases[0], marcin, now, 3)
    audited(cases[0], helen, now, 2, "moderation")
    give(cases[2], marcin, helen, now, due_on=now.date() - datetime.timedelta(days=2))
    said = theme(full, helen, now, were="Letters took weeks.", did="We ring first.", go="Every call within a day.")
    shared(said, helen, now)
    full.refresh_from_db()
    days = {"chosen_due_on": now.date() - datetime.timedelta(days=1)}
    set_dates(pool=full, version=full.version, days=days, done=[], by=helen, at=now)
    page = summary(signed_in(ruth))
    for said in (
        "50 of 50 cases, 1 of whom have said yes",
        "The regulator says which it tracks",
        "Overdue",
        "Asked, no answer yet 1",
        "2 of 15 criteria are not met: an unpaid carer’s own assessment (1 too few)",
        "Does it look like us?",
        "Age band",
        "Not recorded",
        "1 of 2 finished",
        "1 late",
        "3 – good standard: 1",
        "Within one grade 1 of 1",
        "People wait to hear back.",
        "Where we were Letters took weeks. What we did We ring first. Where we go Every call within a day.",
    ):
        assert said in page.words, said
    references = Candidate.objects.filter(pool=full).values_list("reference", flat=True)
    assert not [one for one in references if one in page.html]
    assert not [link for link in page.links if "/cases/" in link and "summary" not in link and link != "/2027/cases/"]
    assert "Marcin" not in page.words


def test_it_is_said_of_which_draw_could_be_drawn_is(signed_in, helen, ruth, full, cases, now):
    client = signed_in(ruth)
    assert "“Could be drawn” is what draw 1 found on" in summary(client).words
    filled(full, helen, now + datetime.timedelta(days=2))
    assert "That was before the file of" in summary(client).words


def test_a_few_cases_are_never_counted_out(signed_in, ruth, full, cases):
    attribute, few = "gender", cases[:2]
    Criterion.objects.filter(pool=full).delete()
    conditions = [{"attribute": "locality", "values": ["upper-dale"]}]
    common = {"pool": full, "conditions": conditions}
    Criterion.objects.create(number=1, name="From the dale", least=4, **common)
    for case in few:
        case.candidate.told = {"locality": "upper-dale"}
        case.candidate.save()
    held = Import.objects.get()
    held.profile[attribute] = {"female": 100, "male": 17, "other": 4}
    held.save()
    words = summary(signed_in(ruth)).words
    assert "fewer than 3" in words
    assert "From the dale (too few)" in words
    assert "2 too few" not in words
    table = words.partition("Gender Value")[2].partition("Ethnicity")[0]
    assert "Other" not in table.replace("All others", "")
    assert "All others" in table


def test_before_the_draw_the_caseload_stands_alone_and_before_the_file_nothing(signed_in, ruth, helen, pool, full):
    page = summary(signed_in(ruth))
    assert "0 of 50 cases" in page.words
    assert "Nobody is drawn yet" in page.words
    assert "75 to 84" in page.words
    assert "In proportion" not in page.words
    Import.objects.all().delete()
    assert "No file is imported yet" in summary(signed_in(ruth)).words


def test_of_several_pools_the_latest_that_is_drawn_is_shown_and_any_can_be_named(
    signed_in, northmoor, ruth, full, listed, now
):
    started(northmoor, now, "second")
    client = signed_in(ruth)
    page = summary(client)
    assert "The first pool" in page.title + page.words.partition("Summary of the cases")[0]
    assert "6 of 50 cases" in page.words
    assert "?pool=second" in page.links
    assert "0 of 50 cases" in summary(client, pool="second").words
    assert client.get(reverse("cases_summary", args=["2027"]), {"pool": "third"}).status_code == 404


def test_after_the_purge_counts_and_themes_stay(signed_in, helen, ruth, full, listed, now):
    shared(theme(full, helen, now), helen, now)
    theme(full, helen, now, text="Nobody shared this.")
    purge_pool(pool=full, by=helen, at=now)
    words = summary(signed_in(ruth)).words
    assert "This pool was purged on" in words
    assert "Candidates" in words
    assert "People wait to hear back." in words
    assert "Nobody shared this." not in words
    assert not Case.objects.exists()


def test_leaders_read_a_theme_once_it_is_shared_and_seen_in_enough_cases(signed_in, helen, ruth, full, now):
    one = theme(full, helen, now)
    shared(theme(full, helen, now, text="One person’s story.", cases=2), helen, now)
    client = signed_in(ruth)
    assert "No theme is shared" in summary(client).words
    shared(one, helen, now)
    words = summary(client).words
    assert "People wait to hear back." in words
    assert "One person’s story." not in words
    one.refresh_from_db()
    said = ThemeWords(statement="safeguarding", kind="gap", text="Mr Peter Jones waits.", cases=4)
    save_theme(pool=full, theme=one, version=one.version, said=said, by=helen, at=now)
    assert "No theme is shared" in summary(client).words


def test_without_a_pool_it_says_who_starts_one(signed_in, ruth, northmoor):
    assert "The principal social worker starts one" in summary(signed_in(ruth)).words
