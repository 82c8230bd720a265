"""The personal-data guard watches every free text of the room: an NHS number is typed into each field of each form."""

import datetime
import importlib
import pkgutil

import pytest
from django import forms
from django.http import QueryDict

from assurance.models import User
from casetracking import forms as room
from casetracking.models import Attribute, Audit, Candidate, Case, DocumentKind, Question
from casetracking.operations.tools import QuestionWords

NUMBER = "943 476 5919"
QUESTION = Question(pk=1, number=1, statement="assessing-needs", text="Was the person heard?")
TEAM = Attribute(slug="team", title="Team", kind="choice", choices=["moor"], version=1)
# What a form is made with, where it needs more than its fields.
MADE_WITH = {
    "AlikeForm": {"attributes": [TEAM], "weights": {}},
    "AttributeForm": {"held": TEAM},
    "AuditForm": {"questions": [QUESTION], "audit": Audit(version=1), "answers": {}},
    "AuditToolForm": {"statements": [("a", "A")], "questions": [QuestionWords("a", "Heard?")]},
    "ColumnsForm": {"offered": [("gender", "Gender")], "columns": [{"what": "gender", "heading": "Gender"}]},
    "CriterionForm": {"attributes": [TEAM], "size": 50},
    "DocumentsForm": {"kinds": [DocumentKind(slug="plan", title="Plan")], "case": Case()},
    "GiveForm": {"cases": [], "people": []},
    "ModerateForm": {"people": []},
    "PoolEditForm": {"today": datetime.date(2026, 11, 28)},
    "PoolForm": {"today": datetime.date(2026, 11, 28)},
    "SureForm": {"label": "Sure"},
    "SwapForm": {"choices": []},
    "TakeSheetForm": {"new": 1, "had": 1, "missing": 1},
    "TeamsForm": {"people": [User(pk=1, name="Marcin")]},
    "TellForm": {"attributes": [TEAM], "candidate": Candidate()},
    "ThemeForm": {"statements": [("a", "A")]},
}


def every_form() -> list[type[forms.Form]]:
    found = {}
    for module in pkgutil.iter_modules(room.__path__):
        for thing in vars(importlib.import_module(f"{room.__name__}.{module.name}")).values():
            if (
                isinstance(thing, type)
                and issubclass(thing, forms.Form)
                and thing.__module__.startswith(room.__name__)
            ):
                found[thing.__name__] = thing
    return [found[name] for name in sorted(found)]


def is_free(field: forms.Field) -> bool:
    """Whether somebody may type what they like, by the field's own class, not by what the guard thinks of it."""
    if isinstance(field.widget, forms.HiddenInput | forms.Select | forms.RadioSelect | forms.CheckboxInput):
        return False
    return isinstance(field, forms.CharField)


@pytest.mark.parametrize("made", every_form(), ids=lambda one: one.__name__)
def test_an_nhs_number_is_noticed_in_every_free_text(made):
    given = MADE_WITH.get(made.__name__, {})
    for name, field in made(**given).fields.items():
        if not is_free(field):
            continue
        data = QueryDict(mutable=True)
        data[name] = NUMBER
        if made.__name__ == "AttributeForm" and name == "new":
            data["title"] = "Team"
        form = made(data, **given)
        form.is_valid()
        assert any("NHS number" in said for said in form.errors.get(name, [])), f"{made.__name__}.{name}"


def test_the_walk_meets_the_texts_there_are():
    free = [
        name
        for one in every_form()
        for name, field in one(**MADE_WITH.get(one.__name__, {})).fields.items()
        if is_free(field)
    ]
    assert {"reason", "note", "text", "titles", "typed", "strengths", "team-1", "new", "pointer-plan"} <= set(free)
    assert len(free) > 30
