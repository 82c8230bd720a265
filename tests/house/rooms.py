"""The project's own files, for tests that read them."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ["assurance", "selfassessment", "casetracking", "reports", "config"]
TEMPLATES = ROOT / "templates"
PRINTED = TEMPLATES / "reports" / "print"


@cache
def modules(*, of: tuple[str, ...] = tuple(ROOMS), migrations: bool = False) -> tuple[Path, ...]:
    """Every Python module of these folders."""
    found = [path for folder in of for path in sorted((ROOT / folder).rglob("*.py"))]
    return tuple(path for path in found if migrations or "migrations" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    """A module, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"))


def named(path: Path) -> str:
    """A file's name as people write it."""
    return path.relative_to(ROOT).as_posix()


def templates(*, printed: bool = False) -> list[Path]:
    """Every template; those of printed documents only when asked for."""
    return [path for path in sorted(TEMPLATES.rglob("*.*")) if printed or PRINTED not in path.parents]
