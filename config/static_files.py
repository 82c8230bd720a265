"""How static files are stored for the service: under names with their hashes, compressed."""

from functools import cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Also what a script of ours imports is named with its hash, so that nothing asks for a file without one.

    Not in scripts of libraries: some import what they come without.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", ((r"""(?P<matched>from\s*["'](?P<url>\.[^"']+)["'])""", 'from "%(url)s"'),)),
    )

    @cache  # noqa: B019 - there is one such storage; a page names seven files, which stay what they are
    def url(self, name: str | None, force: bool = False) -> str:
        """The address of a file."""
        return super().url(name, force)
