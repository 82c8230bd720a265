"""What `manage.py check` and the page /checks/ look at on this machine."""

import ctypes.util

from django.core.checks import Warning, register

PANGO_SENTENCE = (
    "The Pango library is not installed, so PDFs can't be made; everything else works. "
    "Install it with: apt-get install libpango-1.0-0 libpangoft2-1.0-0"
)


def pango_is_there() -> bool:
    """Whether WeasyPrint's one system need can be found."""
    return all(ctypes.util.find_library(name) for name in ("pango-1.0", "pangoft2-1.0"))


@register()
def pango_check(app_configs, **kwargs) -> list[Warning]:
    """Warn, in words, when PDFs can't be made here."""
    return [] if pango_is_there() else [Warning(PANGO_SENTENCE, id="prepare.W001")]
