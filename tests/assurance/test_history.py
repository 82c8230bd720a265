"""History is written beside every act, and never changed."""

import ast
import importlib
import inspect
from pathlib import Path

import pytest
from django.db import transaction

from assurance import history
from assurance.models import Event
from tests.house.test_writers import writes

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in ROOT.glob("*/operations/*.py")
    if path.stem != "__init__"
)

# Acts without a line of history, and why.
UNTOLD = {
    "assurance.operations.councils.load_areas": "reviewed reference data of no council; the file is the record",
    "assurance.operations.councils.add_invented_area": "told when the council is added",
    "assurance.operations.first_run.make_token": "a file beside the database, gone once it is used",
    "assurance.operations.metrics.load_places": "reviewed reference data of no council; the file is the record",
    "assurance.operations.metrics.load_metrics": "reviewed reference data of no council; the file is the record",
    "assurance.operations.figure_stamps.stamp_figures": "part of the act that changes figures, which is told",
    "assurance.operations.people.choose_council": "a person's own view of the service",
    "assurance.operations.people.mark_position_read": "where somebody has looked is nobody else's business",
    "assurance.operations.notices.tell": "part of the act it tells of, which is told",
    "assurance.operations.notices.mark_read": "what somebody has read is nobody else's business",
    "selfassessment.operations.writing.judgement_of": "begins an empty section for the act that is told",
    "selfassessment.operations.moving.hold": "begins an empty section for the act that is told",
    "selfassessment.operations.moving.seal": "part of the act it is sealed for, which is told",
    "selfassessment.operations.telling.tell_about_section": "part of the act it tells of, which is told",
    "selfassessment.operations.telling.tell_about_round": "part of the act it tells of, which is told",
    "selfassessment.operations.presence.be_present": "that a page is open is no act in the round",
    "reports.operations.documents.remove_files": "files of a document whose withdrawal is told",
    "reports.operations.documents.make_document": "a worker's job, told when it was asked for",
    "selfassessment.operations.backing.answer_to_back": "begins an empty answer for the citation that is told",
    "selfassessment.operations.evidence_files.let_go": "the end of a file, told by the act or the check that ends it",
    "selfassessment.operations.evidence_files.check_again": "the same check once more",
    "selfassessment.operations.evidence_files.check_waiting_files": "the same checks once more",
    "selfassessment.operations.workbooks.receive_workbook": "nothing of the round changes until it is applied",
    "selfassessment.operations.workbooks.discard_workbook": "nothing of the round was changed by it",
    "selfassessment.operations.workbooks.forget_workbooks": "nothing of the round was changed by them",
    "assurance.operations.timeline.work_out": "part of the act that changes a date, which is told",
    "reports.operations.packs.make_pack": "a worker's job, told when it was asked for",
    "reports.operations.packs.tell_pack_failed": "a notice of a worker's job, told when it was asked for",
    "selfassessment.operations.return_chasing.remind_of_items": "a reminder is no act in the return",
    "selfassessment.operations.return_moves.tell_of_item": "part of the act it tells of, which is told",
    "selfassessment.operations.return_moves.tell_approval_is_off": "part of changing the answer, which is told",
    "selfassessment.operations.return_moves.tell_of_withdrawal": "part of withdrawing the document, which is told",
    "selfassessment.operations.return_sheets.receive_items": "nothing of the return changes until it is taken",
    "selfassessment.operations.return_sheets.name_columns": "nothing of the return changes until it is taken",
    "selfassessment.operations.return_sheets.discard_items": "nothing of the return was changed by it",
    "selfassessment.operations.return_sheets.forget_item_sheets": "nothing of the return was changed by them",
    "casetracking.operations.reference.load_attributes": "reviewed reference data; the file is the record",
    "casetracking.operations.reference.load_document_kinds": "reviewed reference data; the file is the record",
    "casetracking.operations.reference.load_audit_tool": "reviewed reference data; the file is the record",
    "casetracking.operations.deadlines.mark_done": "part of the act that makes a step done, which is told",
    "casetracking.operations.deadlines.tell_of_deadlines": "a reminder is no act in the pool",
    "casetracking.operations.sheets.hold_sheet": "nothing of the pool changes until it is taken",
    "casetracking.operations.sheets.forget_old_sheets": "nothing of the pool was changed by them",
    "casetracking.operations.withdrawals.forget_in_cases": "part of withdrawing words, which is told",
    "casetracking.operations.cases.touch": "part of the act it belongs to, which is told",
    "casetracking.operations.reference.give_starting_criteria": "part of starting a pool, which is told",
    "casetracking.operations.drawing.do_draw": "a worker's job, told when it was asked for",
    "casetracking.operations.looks.record_look": "a look is a record of its own, beside the history",
}

# Acts that take the moment from their own clock: no person's request has one for them.
OWN_CLOCK = {
    "selfassessment.operations.checklists.load_ours",
    "selfassessment.operations.evidence_files.check_file",
}


def functions() -> dict[str, ast.FunctionDef]:
    """Every function of the operations, by its full name."""
    return {
        f"{module}.{node.name}": node
        for module in MODULES
        for node in ast.parse((ROOT / f"{module.replace('.', '/')}.py").read_text()).body
        if isinstance(node, ast.FunctionDef)
    }


FUNCTIONS = functions()
PUBLIC = [name for name in FUNCTIONS if not name.rpartition(".")[2].startswith("_")]


def called(name: str) -> list[str]:
    """The operations a function calls, by their full names."""
    module = importlib.import_module(name.rpartition(".")[0])
    names = [
        call.func.id
        for call in ast.walk(FUNCTIONS[name])
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    ]
    found = [f"{getattr(getattr(module, one, None), '__module__', '')}.{one}" for one in names]
    return [full for full in found if full in FUNCTIONS and full != name]


def changes(name: str) -> bool:
    """Whether a function writes rows, itself or by another operation: all others only answer a question."""
    return bool(writes(FUNCTIONS[name])) or any(changes(other) for other in called(name))


def tells(name: str) -> bool:
    """Whether a function calls history.record, or another operation that does."""
    module = importlib.import_module(name.rpartition(".")[0])
    for node in ast.walk(FUNCTIONS[name]):
        told = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr == "record"
        if told and getattr(module, node.value.id, None) is history:
            return True
    return any(other not in UNTOLD and tells(other) for other in called(name))


ACTS = [name for name in PUBLIC if changes(name) or tells(name)]


def test_the_operations_of_every_room_are_looked_at():
    assert {module.split(".")[0] for module in MODULES} >= {"assurance", "selfassessment", "reports"}
    assert len(ACTS) > 20


@pytest.mark.parametrize("name", PUBLIC)
def test_every_operation_says_what_it_does(name):
    assert ast.get_docstring(FUNCTIONS[name])


@pytest.mark.parametrize("name", [name for name in ACTS if name not in UNTOLD])
def test_every_act_takes_its_arguments_by_name(name):
    node = FUNCTIONS[name]
    if [argument.arg for argument in node.args.args] == ["handle"]:  # a job's work, called by its registry
        return
    assert not node.args.args
    assert not node.args.posonlyargs
    assert not node.args.vararg


@pytest.mark.parametrize("name", [name for name in ACTS if name not in UNTOLD])
def test_every_act_is_given_its_moment_and_tells_history(name):
    assert ("at" in {argument.arg for argument in FUNCTIONS[name].args.kwonlyargs}) != (name in OWN_CLOCK)
    assert tells(name)


def test_no_exception_is_listed_in_vain():
    assert UNTOLD.keys() <= set(PUBLIC)
    assert [name for name in UNTOLD if tells(name)] == []


def test_only_one_function_makes_events():
    makers = [
        str(path.relative_to(ROOT))
        for app in ("assurance", "selfassessment", "casetracking", "reports", "config")
        for path in sorted((ROOT / app).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Event", "Event.objects.create"}
    ]
    assert makers == ["assurance/history.py"]
    assert "Event(" in inspect.getsource(history.record)


# --- Never changed --------------------------------------------------------------------------------------------------


@pytest.fixture
def event(northmoor, priya, now) -> Event:
    """Something that happened."""
    return history.record(by=priya, at=now, round=northmoor.round, verb="tried", subject="A thing")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "act",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda event: Event(pk=event.pk, at=event.at, actor_name="x", verb="y", subject="z").save(),
        lambda event: Event.objects.filter(pk=event.pk).update(subject="Another thing"),
        lambda event: Event.objects.filter(pk=event.pk).delete(),
        lambda event: Event.objects.all().delete(),
        lambda event: Event.objects.bulk_update([event], ["subject"]),
        lambda event: Event.objects.update_or_create(pk=event.pk, defaults={"subject": "Another thing"}),
    ],
    ids=["save", "delete", "overwrite", "update", "delete rows", "delete all", "bulk update", "update or create"],
)
def test_what_happened_can_be_neither_changed_nor_removed(event, act):
    event.subject = "Another thing"
    with pytest.raises(TypeError, match="append-only"), transaction.atomic():
        act(event)
    assert Event.objects.get(pk=event.pk).subject == "A thing"


@pytest.mark.django_db
def test_an_event_keeps_the_name_its_person_had(event, priya, northmoor):
    assert (event.actor_id, event.actor_name, event.council_id) == (priya.pk, "Priya Nair", northmoor.council.pk)
    assert str(event) == "Priya Nair tried A thing"


@pytest.mark.django_db
def test_what_the_service_does_itself_is_told_as_such(northmoor, now):
    event = history.record(by=None, at=now, council=northmoor.council, verb="did", subject="x" * 400)
    assert (event.actor_id, event.actor_name, len(event.subject)) == (None, "The service", 300)


@pytest.mark.django_db
def test_a_section_is_named_by_its_statement_or_as_the_opening(northmoor, now):
    given = {"by": None, "at": now, "round": northmoor.round, "verb": "did", "subject": "x"}
    sections = [
        history.record(**given).section,
        history.record(**given, opening=True).section,
        history.record(**given, statement=northmoor.statement("equity")).section,
    ]
    assert sections == ["", "opening", "equity"]
