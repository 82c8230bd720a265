"""The settings, as a start from the command line meets them: what is wrong ends in a sentence, never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVER = "postgresql://prepare@127.0.0.1:1/prepare"  # nothing listens on port 1
PRODUCTION = {"DATABASE_URL": SERVER, "SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "prepare.example"}
OURS = {
    "DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS", "HTTPS", "DEBUG", "BEHIND_PROXY", "HASHED_STATIC",
    "EMAIL_URL", "CSRF_TRUSTED_ORIGINS", "LOG_LEVEL", "VAR_DIR", "DJANGO_SETTINGS_MODULE", "JOB_STALE_SECONDS",
}  # fmt: skip


@pytest.fixture
def manage(tmp_path):
    """`manage("check", HTTPS="maybe")`: run manage.py with these settings and no others."""

    def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess:
        # A setting that is there but empty also hides what a developer keeps in .env.
        environment = {**os.environ, **dict.fromkeys(OURS - {"DJANGO_SETTINGS_MODULE"}, "")}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env={**environment, "VAR_DIR": str(tmp_path / "var"), **settings},
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )

    return run


def sentence(done: subprocess.CompletedProcess) -> str:
    """What a start that failed says: one message, without a traceback."""
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 2
    return done.stderr.strip()


def test_with_nothing_set_the_service_is_ready_to_run_on_this_machine(manage, tmp_path):
    done = manage("check")
    assert (done.returncode, done.stderr) == (0, "")
    key = tmp_path / "var" / "secret-key"
    assert len(key.read_text()) > 50
    assert key.stat().st_mode & 0o077 == 0
    kept = key.read_text()
    manage("check")
    assert key.read_text() == kept


def test_a_full_production_environment_is_accepted(manage):
    assert manage("check", **PRODUCTION).returncode == 0


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_does_not_start_without_its_secrets(manage, missing, tmp_path):
    said = sentence(manage("check", **{**PRODUCTION, missing: ""}))
    assert said.startswith(f"Prepare for assessment can't start: {missing} is not set.")
    assert not (tmp_path / "var" / "secret-key").exists()


@pytest.mark.parametrize("name", ["HTTPS", "DEBUG"])
@pytest.mark.parametrize("value", ["maybe", "true", "1"])
def test_a_setting_of_yes_or_no_takes_nothing_else(manage, name, value):
    assert sentence(manage("check", **{name: value})) == (
        f"Prepare for assessment can't start: {name} is “{value}”; it must be yes or no."
    )


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("JOB_STALE_SECONDS", "soon", "it must be a whole number"),
        ("JOB_STALE_SECONDS", "-5", "it must be a whole number"),
        ("JOB_STALE_SECONDS", "²", "it must be a whole number"),
        ("LOG_LEVEL", "LOUD", "it must be one of CRITICAL, DEBUG, ERROR, INFO, WARNING"),
    ],
)
def test_a_setting_with_a_wrong_value_is_named_with_what_it_must_be(manage, name, value, said):
    assert sentence(manage("check", **{name: value})) == (
        f"Prepare for assessment can't start: {name} is “{value}”; {said}."
    )


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "DATABASE_URL can't be read. It looks like postgresql://"),
        ("mysql://u:p@h/name", "DATABASE_URL can't be read. It looks like postgresql://"),
        ("postgresql:/prepare", "DATABASE_URL can't be read. It looks like postgresql://"),
        ("postgresql://u:p@h:port/name", "DATABASE_URL can't be read"),
        ("postgresql://u:p@h:5432", "DATABASE_URL names no database"),
    ],
)
def test_a_broken_database_address_is_said_before_anything_else(manage, url, said):
    found = sentence(manage("check", **{**PRODUCTION, "DATABASE_URL": url}))
    assert said in found
    assert ":p@" not in found


def test_a_database_that_does_not_answer_ends_with_what_to_do(manage):
    said = sentence(manage("migrate", **PRODUCTION))
    assert said.startswith("Prepare for assessment can't use its database: ")
    assert "Nothing was changed. Check DATABASE_URL and that the database is running" in said


def test_a_database_that_was_never_set_up_ends_with_what_to_do(manage):
    arguments = ("create_round", "--council", "E10000019", "--edition", "x", "--slug", "x")
    said = sentence(manage(*arguments))
    assert "run `make run` or `manage.py migrate` first" in said


def test_a_production_installation_is_found_safe_by_djangos_own_checks(manage):
    done = manage("check", "--deploy", "--fail-level", "WARNING", **{**PRODUCTION, "SECRET_KEY": "aB3$" * 20 + "xyz"})
    assert done.returncode == 0, done.stderr
