"""One writer: every change to a row is a function in operations/."""

import ast

import pytest

from tests.house.rooms import modules, named, tree

WRITES = {
    "save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create", "update_or_create",
    "asave", "acreate", "aupdate", "adelete", "aget_or_create", "aupdate_or_create",
    "execute", "executemany", "raw", "RunSQL", "set_password",
}  # fmt: skip

# Whoever else calls something of that name, and why. Every line must be needed: see the last test.
EXCEPTIONS = {
    "assurance/history.py": "the only door to Event",
    "assurance/questions.py": "asks what a queryset has composed; no row",
    "assurance/jobs.py": "the one door to Celery: Job rows are its own",
    "assurance/models/history.py": "refuses to change or delete what is stored, and otherwise hands on",
    "assurance/management/commands/import_ascof.py": "a dry run's file is taken out of storage; no row",
    "assurance/management/commands/run_service.py": "a hash takes in the names of static files; no row",
    "assurance/uploads/receiving.py": "a hash takes in what arrives; no row",
    "reports/rendering/xlsx.py": "a workbook is written into memory; no row",
    "reports/rendering/pack_index.py": "a workbook is written into memory; no row",
    "reports/rendering/zipping.py": "a hash takes in what is packed; no row",
    "assurance/presenters/downloads.py": "a workbook is written into memory; no row",
    "assurance/presenters/local_measures.py": "a workbook is written into memory; no row",
    "assurance/charts/painting.py": "a picture is written into memory; no row",
    "config/settings.py": "vars() takes in the mail settings; no row",
}


def writes(source: ast.AST) -> list[int]:
    """The lines on which something is called that could write a row."""
    calls = [node for node in ast.walk(source) if isinstance(node, ast.Call)]
    return [
        call.lineno
        for call in calls
        if (call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")) in WRITES
    ]


def outside() -> dict[str, list[int]]:
    """Every module outside operations/ with such a call."""
    found = {named(path): writes(tree(path)) for path in modules() if "operations" not in path.parts}
    return {name: lines for name, lines in found.items() if lines}


def test_only_operations_write_rows():
    strangers = {name: lines for name, lines in outside().items() if name not in EXCEPTIONS}
    assert not strangers, f"written outside operations/: {strangers}"


@pytest.mark.parametrize("line", ["row.save()", "Row.objects.filter(a=1).update(a=2)", "cursor.execute('DELETE')"])
def test_a_write_is_found_where_there_is_one(line):
    assert writes(ast.parse(line))


def test_the_exceptions_are_all_needed():
    assert set(EXCEPTIONS) == set(outside())


def test_operations_are_called_by_name_and_told_who_and_when():
    """Public operations that change rows take keyword arguments only; those of people are told by whom and when."""
    careless = []
    for path in modules():
        if "operations" not in path.parts:
            continue
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _is_atomic(node):
                if node.args.args or node.args.posonlyargs:
                    careless.append(f"{named(path)}: {node.name} takes arguments by position")
                if "at" not in {argument.arg for argument in node.args.kwonlyargs} and node.name not in TIMELESS:
                    careless.append(f"{named(path)}: {node.name} is not told when")
    assert not careless


TIMELESS = {
    "load_areas": "reference data, told of by its file",
    "load_places": "reference data, told of by its file",
    "load_metrics": "reference data, told of by its file",
    "load_attributes": "reference data, told of by its file",
    "load_document_kinds": "reference data, told of by its file",
    "load_audit_tool": "reference data, told of by its file",
    "add_invented_area": "reference data for the demonstration",
    "judgement_of": "an empty row that holds nothing yet",
    "choose_council": "a preference of one's own, not an act in a round",
}


def _is_atomic(function: ast.FunctionDef) -> bool:
    return any("atomic" in ast.unparse(decorator) for decorator in function.decorator_list)
