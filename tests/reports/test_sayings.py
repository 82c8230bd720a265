"""What happened, as sentences: every verb of the operations has its own words for one thing and for many."""

import ast
from pathlib import Path

import pytest

from reports.sayings import SAYINGS, sentence
from selfassessment.models import Action
from selfassessment.operations import follow_up_answers, follow_ups
from selfassessment.return_statuses import RETURN_MOVES
from selfassessment.statuses import MOVES

ROOT = Path(__file__).resolve().parents[2]
# Put together where they are told; whatever else is put together has to be added here.
PUT_TOGETHER = {
    "f'closed as {said}'": {f"closed as {outcome.label.lower()}" for outcome in Action.Outcome},
    "f'{outcome} the checklist'": {"added the checklist", "replaced the checklist"},
    "f'{outcome} the edition'": {"added the edition", "replaced the edition"},
    "f\"withdrew words{(' everywhere,' if reach.everywhere else '')} also from\"": {
        "withdrew words also from", "withdrew words everywhere, also from",
    },
    "ADDED": {follow_up_answers.ADDED},
    "TOOK": {follow_up_answers.TOOK},
    "SENT": {follow_ups.SENT},
    "guard.CONFIRMED": {"said was not personal data"},
    "rule.verb": {rule.verb for rule in MOVES.values()} | {rule.verb for rule in RETURN_MOVES.values()},
    "RETURN_MOVES[ReturnMove.SEND].verb": {"sent"},
}  # fmt: skip


def told_in(tree: ast.Module) -> set[str]:
    """Every verb a module tells the history: given as `verb`, by name or in its place."""
    takers = {
        f.name: [a.arg for a in f.args.args].index("verb")
        for f in ast.walk(tree)
        if isinstance(f, ast.FunctionDef) and "verb" in [a.arg for a in f.args.args]
    }
    given: list[ast.expr] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given += [keyword.value for keyword in node.keywords if keyword.arg == "verb"]
            given += node.args[takers[name] : takers[name] + 1] if name in takers else []
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "verb":
            given.append(node.value)
    return {verb for value in given for verb in _verbs(value)}


def _verbs(value: ast.expr) -> set[str]:
    if isinstance(value, ast.IfExp):
        return _verbs(value.body) | _verbs(value.orelse)
    if isinstance(value, ast.Constant):
        return {value.value}
    written = ast.unparse(value)
    return set() if written == "verb" else PUT_TOGETHER[written]


def test_every_verb_of_the_operations_has_its_words():
    told = set()
    for room in ["assurance", "selfassessment", "reports"]:
        for path in (ROOT / room / "operations").rglob("*.py"):
            told |= told_in(ast.parse(path.read_text(encoding="utf-8")))
    assert len(told) > 100
    assert told - set(SAYINGS) == set()


@pytest.mark.parametrize("verb", SAYINGS)
def test_each_names_one_or_two_and_counts_more(verb):
    one, many = SAYINGS[verb]
    assert "{what}" in one
    assert "{n}" in many
    assert "sections or people" not in many
    assert sentence("Aisha Rahman", verb, ["This"]).count("This") == 1
    assert "This and That" in sentence("Aisha Rahman", verb, ["This", "That"])
    assert " 7 " in f"{sentence('Aisha Rahman', verb, ['This'] * 7)} "


def test_sentences_that_were_none():
    many = [f"thing {n}" for n in range(6)]
    assert sentence("Aisha Rahman", "uploaded", many) == "Aisha Rahman uploaded 6 files"
    assert sentence("Priya Nair", "gave to somebody the item", many) == (
        "Priya Nair gave 6 items to those who answer them"
    )
    assert sentence("Aisha Rahman", "said was not personal data", ["Equity: Summary"]) == (
        "Aisha Rahman said of Equity: Summary that what was found there is nobody’s personal data"
    )
    assert sentence("Tom Birkett", "approved", ["market-position: IR3 Market position"]) == (
        "Tom Birkett approved IR3 Market position"
    )


def test_a_verb_without_words_is_said_as_it_stands():
    assert sentence("Tom", "counted", ["a", "b", "c"]) == "Tom counted a and 2 more"
