"""Small and explained: how long a module is, what it is called, and what it says about itself."""

import ast

from tests.house.rooms import ROOT, modules, named, tree

LONGEST = 450  # we aim at 300
LONG_FOR_A_REASON: dict[str, str] = {}  # name: why it reads better in one piece
NO_NAMES = {"utils", "helpers", "common", "misc", "util", "helper"}
EVERYTHING = ("assurance", "selfassessment", "casetracking", "reports", "config", "tests", "benchmarks")


def lines(path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_modules_are_short_enough_to_read():
    long = {named(p): lines(p) for p in modules(of=EVERYTHING) if lines(p) > LONGEST}
    assert set(long) == set(LONG_FOR_A_REASON), long


def test_modules_are_named_for_what_is_in_them():
    assert not [named(path) for path in modules(of=EVERYTHING) if path.stem in NO_NAMES]


def test_every_module_class_and_function_says_what_it_is_for():
    silent = []
    for path in modules():
        if tree(path).body and not ast.get_docstring(tree(path)):
            silent.append(named(path))
        silent += [f"{named(path)}: {node.name}" for node in _public(tree(path)) if not ast.get_docstring(node)]
    assert not silent


def _public(parent: ast.AST):
    for node in getattr(parent, "body", []):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_") and node.name != "Meta":
            yield node
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield from _public(node)


def test_an_operation_tells_more_than_its_name():
    for path in modules():
        if "operations" not in path.parts:
            continue
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                said = set((ast.get_docstring(node) or "").lower().replace(".", "").split())
                assert len(said - set(node.name.split("_"))) >= 4, f"{named(path)}: {node.name} only repeats its name"


def test_no_list_has_an_order_nobody_asked_for():
    ordered = [
        named(path)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and node.name == "Meta"
        for line in node.body
        if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") == "ordering"
    ]
    assert not ordered


def test_nothing_happens_by_signal_but_the_sweep_of_a_starting_worker():
    used = set()
    for path in modules():
        for node in ast.walk(tree(path)):
            imported = [node.module] if isinstance(node, ast.ImportFrom) else []
            imported += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if any((name or "").endswith(("signals", "dispatch")) for name in imported):
                used |= {(named(path), alias.name) for alias in node.names}
    assert used == {("assurance/tasks.py", "worker_ready")}


def test_no_property_asks_the_database():
    """A property of a model that filters or counts would be a query nobody sees."""
    asks = {"filter", "exclude", "get", "count", "exists", "aggregate", "first", "last", "all"}
    hidden = []
    for path in modules():
        if "models" not in path.parts:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef) and any(ast.unparse(d) == "property" for d in node.decorator_list):
                called = {getattr(call.func, "attr", "") for call in ast.walk(node) if isinstance(call, ast.Call)}
                hidden += [f"{named(path)}: {node.name}"] if called & asks else []
    assert not hidden


def test_no_module_says_where_it_was_written():
    assert not [named(path) for path in modules(of=EVERYTHING) if str(ROOT) in path.read_text(encoding="utf-8")]
