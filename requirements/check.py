"""Are the lists of requirements in step? Each name of pyproject.toml in its .in file, each of those pinned in the lock.

It needs no network, so it can't tell whether a lock is the newest, only whether somebody forgot `make lock`.
"""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).resolve().parent


def requirements(lines: list[str]) -> dict[str, Requirement]:
    """The requirements on these lines, by name; comments, options and hashes left out."""
    found = {}
    for line in lines:
        text = re.sub(r"(^|\s)#.*", "", line).split("--hash")[0].rstrip(" \\").strip()
        if text and not text.startswith("-"):
            requirement = Requirement(text)
            found[canonicalize_name(requirement.name)] = requirement
    return found


def problems() -> list[str]:
    """Every disagreement between pyproject.toml, the .in files and the locks, as a sentence."""
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    explained = {"base": project["project"]["dependencies"], "dev": project["dependency-groups"]["dev"]}
    said = []
    for name in ("base", "dev", "node", "uv"):
        asked = requirements((HERE / f"{name}.in").read_text(encoding="utf-8").splitlines())
        locked = requirements((HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines())
        if name in explained:
            reasons = requirements(explained[name])
            said += [f"{n} has no reason in pyproject.toml" for n in sorted(asked.keys() - reasons.keys())]
            said += [f"{n} of pyproject.toml is not in {name}.in" for n in sorted(reasons.keys() - asked.keys())]
        for wanted, requirement in sorted(asked.items()):
            if wanted not in locked:
                said.append(f"{wanted} of {name}.in is not in {name}.txt: run `make lock`")
            elif not requirement.specifier.contains(next(iter(locked[wanted].specifier)).version):
                said.append(f"{name}.txt holds another {wanted} than {name}.in asks for: run `make lock`")
    base, dev = ((HERE / f"{name}.txt").read_text(encoding="utf-8") for name in ("base", "dev"))
    pins = requirements(dev.splitlines())
    for wanted, requirement in requirements(base.splitlines()).items():
        if str(pins[wanted].specifier if wanted in pins else "") != str(requirement.specifier):
            said.append(f"base.txt and dev.txt hold different versions of {wanted}: run `make lock`")
    return said


if __name__ == "__main__":
    found = problems()
    print(*(found or ["Requirements and locks are in step."]), sep="\n")
    sys.exit(1 if found else 0)
