"""The commands for scripts: what they answer, and the sentence when they can't."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assurance.models import Council, Edition, Event, Round
from tests.assurance.on_file import DIRECT, content

ROOT = Path(__file__).resolve().parents[2]
YORK, HARTLEPOOL = "1 2 2 1 2 1 1 2 2".split(), "3 3 2 2 3 3 3 3 3".split()


def answer(*arguments) -> str:
    """What a command prints."""
    out = StringIO()
    call_command(*(str(a) for a in arguments), stdout=out)
    return out.getvalue().rstrip("\n")


def refusal(*arguments) -> str:
    """The sentence a command ends with."""
    with pytest.raises(CommandError) as refused:
        answer(*arguments)
    return str(refused.value)


# --- rate -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_hartlepools_scores_come_to_70_and_good():
    assert answer("rate", *HARTLEPOOL) == "25 of 36: shown as 70 %, Good\n7 more to Outstanding"


@pytest.mark.django_db
def test_yorks_scores_come_to_39_with_four_notifications():
    assert answer("rate", *YORK) == (
        "14 of 36: shown as 39 %, Requires improvement\n9 more to Good\n"
        "Notified to the Secretary of State: assessing-needs, care-provision, safe-systems, safeguarding"
    )


@pytest.mark.django_db
def test_the_highest_rating_has_none_above_it():
    assert answer("rate", *["4"] * 9) == "36 of 36: shown as 100 %, Outstanding\nThis is the highest rating."


@pytest.mark.django_db
@pytest.mark.parametrize("edition", [[], ["--edition", "cqc-2023-12"], ["--edition", "cqc-2025-06"]])
def test_scripts_get_the_six_values_as_json(edition):
    assert json.loads(answer("rate", *YORK, "--json", *edition)) == {
        "total": 14,
        "maximum": 36,
        "percentage": 39,
        "rating": "requires-improvement",
        "points_to_next": 9,
        "notifications": ["assessing-needs", "care-provision", "safe-systems", "safeguarding"],
    }
    assert json.loads(answer("rate", *["4"] * 9, "--json", *edition))["points_to_next"] is None


@pytest.mark.django_db
@pytest.mark.parametrize("score", ["0", "5", "3.5", "three", "-1", "³", "٣", "03", "1" * 5000, "<b>3</b>", ""])
def test_what_is_no_score_is_refused_by_name(score):
    assert refusal("rate", score, *["3"] * 8) == (f"“{score}” is not a score. A score is a whole number from 1 to 4.")


@pytest.mark.django_db
@pytest.mark.parametrize("number", [8, 10])
def test_another_number_of_scores_than_statements_is_refused(number):
    assert refusal("rate", *["3"] * number) == (f"Give 9 scores, one for each statement; {number} were given.")


@pytest.mark.django_db
def test_an_edition_that_does_not_exist_is_refused_with_those_that_do():
    assert refusal("rate", *YORK, "--edition", "cqc-1999") == (
        "There is no edition “cqc-1999”. Known are: cqc-2023-12, cqc-2025-06."
    )


@pytest.mark.django_db
def test_a_loaded_edition_of_ones_own_is_used_with_its_thresholds(tmp_path):
    stricter = content(DIRECT).replace(b"cqc-2025-06", b"strict", 1).replace(b"to: 62}", b"to: 70}")
    path = tmp_path / "strict.yaml"
    path.write_bytes(stricter.replace(b"from: 63", b"from: 71"))
    call_command("load_framework", path, stdout=StringIO())
    assert (
        json.loads(answer("rate", *HARTLEPOOL, "--json", "--edition", "strict"))["rating"] == "requires-improvement"
    )


@pytest.mark.embedded
def test_before_anything_is_set_up_the_reviewed_files_are_enough(tmp_path):
    environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL", "SECRET_KEY"}}
    done = subprocess.run(
        [sys.executable, "manage.py", "rate", *HARTLEPOOL, "--json"],
        cwd=ROOT,
        env={**environment, "DJANGO_SETTINGS_MODULE": "config.settings", "VAR_DIR": str(tmp_path / "var")},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["percentage"] == 70


# --- load_framework -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_loading_the_reviewed_files_again_says_that_nothing_changed():
    before = Event.objects.count()
    assert answer("load_framework").splitlines() == [
        "cqc-2023-12.yaml: cqc-2023-12 unchanged",
        "cqc-2025-06.yaml: cqc-2025-06 unchanged",
        "starting-set.yaml: beside cqc-2023-12 unchanged",
        "starting-set.yaml: beside cqc-2025-06 unchanged",
    ]
    assert Event.objects.count() == before


@pytest.mark.django_db
def test_files_are_loaded_by_their_paths(tmp_path):
    path = tmp_path / "next.yaml"
    path.write_bytes(content(DIRECT).replace(b"cqc-2025-06", b"cqc-2030-01", 1))
    assert answer("load_framework", path, path) == ("next.yaml: cqc-2030-01 added\nnext.yaml: cqc-2030-01 unchanged")
    assert Edition.objects.filter(slug="cqc-2030-01").exists()


@pytest.mark.django_db
def test_a_file_that_is_not_there_is_named(tmp_path):
    assert refusal("load_framework", tmp_path / "none.yaml") == (
        f"{tmp_path}/none.yaml can't be read: No such file or directory. Nothing was loaded from it."
    )
    assert "can't be read: Is a directory" in refusal("load_framework", tmp_path)


@pytest.mark.django_db
def test_a_broken_file_is_named_with_the_line_of_each_problem(tmp_path):
    path = tmp_path / "broken.yaml"
    text = content(DIRECT).decode().replace("from: 39", "from: 40").replace("[leadership]", "[nowhere]")
    path.write_text(text)
    gap, theme = (text[: text.index(words)].count("\n") + 1 for words in ("from: 40", "[nowhere]"))
    assert refusal("load_framework", path).splitlines() == [
        "broken.yaml was not loaded:",
        f"  {path}, line {gap}: a gap: the band starts at 40, but should start at 39",
        f"  {path}, line {theme}: there is no theme “nowhere”",
    ]


# --- create_round ---------------------------------------------------------------------------------------------------


def create_round(council="E10000019", edition=DIRECT, slug="2028", *more) -> list:
    return ["create_round", "--council", council, "--edition", edition, "--slug", slug, *more]


@pytest.mark.django_db
def test_a_round_is_started_and_its_council_added():
    assert answer(*create_round()) == (
        "2028 assessment: started for Lincolnshire County Council under cqc-2025-06, at /2028/"
    )
    answer(*create_round("e10000019", DIRECT, "2029", "--title", "Our visit", "--due", "2029-02-26"))
    round = Round.objects.get(slug="2029")
    assert (round.title, str(round.due_on), Council.objects.count()) == ("Our visit", "2029-02-26", 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (create_round("E99999999"), "“E99999999” is not the code of a council"),
        (create_round("E10000021"), "“E10000021” is the code of a council that was split"),
        (create_round(edition="cqc-1999"), "There is no edition “cqc-1999”. Loaded are: cqc-2025-06, cqc-2023-12."),
        (create_round(slug="admin"), "“admin” is an address the service uses itself"),
        (create_round(slug="Visit 1"), "“Visit 1” can't be an address"),
        (create_round("E10000019", DIRECT, "2028", "--due", "26/02/2028"), "“26/02/2028” is not a date"),
        (create_round("E10000019", DIRECT, "2028", "--due", "2027-02-30"), "“2027-02-30” is not a date"),
    ],
)
def test_a_round_that_can_not_be_started_is_refused_and_leaves_nothing_behind(arguments, said):
    events = Event.objects.count()
    assert refusal(*arguments).startswith(said)
    assert (Council.objects.count(), Round.objects.count(), Event.objects.count()) == (0, 0, events)


@pytest.mark.django_db
def test_an_address_that_is_taken_is_refused(northmoor):
    assert refusal(*create_round(slug="2027")).startswith("The address “2027” is taken by another round.")
    assert Council.objects.count() == 1
