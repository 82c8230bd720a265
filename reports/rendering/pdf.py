"""A snapshot as a tagged, accessible PDF (PDF/UA-1); the only importer of WeasyPrint.

The same snapshot gives the same bytes on the same machine: the date in the file is the snapshot's, the identifier is
made from its hash, and nothing is fetched from anywhere.
"""

from dataclasses import dataclass

from django.template.loader import render_to_string

from assurance.checks import PANGO_SENTENCE
from assurance.jobs import JobFailed
from reports.gathering.snapshot import Snapshot, sha256_of
from reports.rendering.briefing import briefing_page
from reports.rendering.pages import page_of

TEMPLATE_VERSION = "3"  # raise it with every change to templates/reports/print/ that shows
VARIANT = "pdf/ua-1"
TEMPLATES = {
    "self-assessment-workbook": "reports/print/workbook.html",
    "draft-report": "reports/print/draft_report.html",
    "briefing": "reports/print/briefing.html",
}
PAGES = {"briefing": briefing_page}  # what a kind's template needs, where that is not page_of's


@dataclass(frozen=True)
class Rendered:
    """A finished document: its bytes, and how many pages it has."""

    content: bytes
    pages: int


def as_markup(kind: str, snapshot: Snapshot) -> str:
    """The HTML of a kind of document, before it is set on pages."""
    context = PAGES.get(kind, page_of)(snapshot) | {
        "snapshot_sha256": sha256_of(snapshot),
        "template_version": TEMPLATE_VERSION,
    }
    return render_to_string(TEMPLATES[kind], context)


def render_pdf(kind: str, snapshot: Snapshot) -> Rendered:
    """The document of a kind (a key of TEMPLATES) made from its snapshot; JobFailed where PDFs can't be made."""
    try:
        # Here and not above: without Pango the import fails, and everything but PDFs must go on working.
        from weasyprint import HTML

        from reports.rendering.fonts import OwnFontsOnly
    except OSError as error:
        raise JobFailed(PANGO_SENTENCE) from error

    fetcher = OwnFontsOnly()
    source = HTML(string=as_markup(kind, snapshot), url_fetcher=fetcher, media_type="print")
    # Both calls take the variant: given to the first alone, the file comes out untagged and nothing says so.
    document = source.render(pdf_variant=VARIANT)
    identifier = sha256_of(snapshot)[:32].encode()
    content = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier)
    return Rendered(content=content, pages=len(document.pages))
