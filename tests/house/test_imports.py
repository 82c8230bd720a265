"""Imports point down, the hard rules are pure, and only the renderer draws."""

import os
import subprocess
import sys
import tomllib

from tests.house.rooms import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def test_imports_point_down():
    linter = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    done = subprocess.run(
        linter, cwd=ROOT, env={**os.environ, "NO_COLOR": "1"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(CONTRACTS)} kept, 0 broken" in done.stdout


def test_the_rooms_stand_in_the_order_of_the_house():
    layers = next(contract for contract in CONTRACTS if contract["type"] == "layers")["layers"]
    assert layers == ["config", "reports", "selfassessment | casetracking", "assurance"]


def test_the_arithmetic_of_ratings_knows_no_django():
    pure = next(contract for contract in CONTRACTS if contract["type"] == "forbidden")
    assert "assurance.scoring" in pure["source_modules"]
    assert "django" in pure["forbidden_modules"]
