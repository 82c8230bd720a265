"""The build step: nothing that belongs to gov.uk alone is shipped, and every address resolves."""

import pytest

from config import build_static


def test_the_stylesheet_keeps_neither_typeface_nor_crest():
    css = (
        "@font-face{font-family:GDS Transport;src:url(/assets/fonts/a.woff2)}"
        ".govuk-body{font-family:GDS Transport,arial,sans-serif}"
        "@media print{.logo:before{background:url(/assets/images/govuk-crest.svg)}.b{color:red}}"
        "/*# sourceMappingURL=x.css.map */"
    )
    cleaned = build_static.clean_stylesheet(css)
    assert cleaned.startswith(".govuk-body{font-family:Inter,arial,sans-serif}@media print{.b{color:red}}")
    assert "url(" not in cleaned
    assert "sourceMappingURL" not in cleaned
    build_static.check_nothing_forbidden({"a.css": cleaned.encode()})


@pytest.mark.parametrize("content", [b"a{font-family:'GDS Transport'}", b"url(govuk-crest.svg)", b"GDSTransport"])
def test_the_build_stops_when_a_trace_is_left(content):
    with pytest.raises(build_static.BuildError, match="may only be used"):
        build_static.check_nothing_forbidden({"a.css": content})


def test_the_build_stops_when_an_address_leads_nowhere():
    files = {"inter/inter.css": b'src:url("a.woff2")', "inter/b.woff2": b""}
    with pytest.raises(build_static.BuildError, match=r"a\.woff2, which is not there"):
        build_static.check_addresses_resolve(files)


def test_what_is_built_now_passes_its_own_checks():
    if not build_static.MODULES.exists():
        pytest.skip("the front-end packages are not installed")
    files = build_static.vendor_files()
    build_static.check_nothing_forbidden(files)
    build_static.check_addresses_resolve(files)
    assert b"sourceMappingURL" not in b"".join(files.values())


def test_the_lock_file_names_no_host():
    lock = build_static.LOCK.read_text(encoding="utf-8")
    assert '"resolved"' not in lock
