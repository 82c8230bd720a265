"""The reviewed files under fixtures/ that no council changes: YAML into plain values.

Read by the parser in C where PyYAML has it, in a tenth of the time. Editions and prompts, which somebody may have
written by hand, are read by assurance/editions.py, which says what is wrong on which line.
"""

from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def reviewed(place: str | Path) -> Any:
    """What the file at this place under fixtures/ holds."""
    text = (Path(settings.FIXTURES_DIR) / place).read_text(encoding="utf-8")
    return yaml.load(text, _Loader)  # noqa: S506 - a safe loader, whichever of the two
