"""`manage.py make_cld` writes a file and the truth beside it, the same for the same seed."""

import json

import pytest
from django.core.management import CommandError, call_command

from casetracking.cld import references
from tests.casetracking.cld.made import KEY, rolled


def test_the_file_and_its_truth(tmp_path, capsys):
    out = tmp_path / "cld.csv"
    call_command("make_cld", str(out), "--people", "300", "--seed", "5")
    assert "300 invented people" in capsys.readouterr().out
    truth = json.loads((tmp_path / "cld.csv.truth.json").read_text(encoding="utf-8"))
    extract = rolled(out.read_bytes())
    told = {profile.reference: profile.values for profile in extract.profiles()}
    assert extract.people == len(truth["people"]) == 300
    for one in truth["people"]:
        assert told[references.reference(one["local_ids"][0], KEY)] == one["attributes"]
    assert {fault["kind"] for fault in truth["planted"]}
    again = tmp_path / "again.csv"
    call_command("make_cld", str(again), "--people", "300", "--seed", "5")
    assert again.read_bytes() == out.read_bytes()


def test_what_cannot_be_written_is_said(tmp_path):
    with pytest.raises(CommandError, match="can’t be written"):
        call_command("make_cld", str(tmp_path / "no" / "folder.csv"), "--people", "3")
    with pytest.raises(CommandError, match="at least one"):
        call_command("make_cld", str(tmp_path / "x.csv"), "--people", "0")
