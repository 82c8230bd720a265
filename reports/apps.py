"""What leaves the building: it gathers, and never edits other rooms' rows."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """What leaves the building: it gathers, and never edits other rooms' rows."""

    name = "reports"

    def ready(self) -> None:
        """Say which jobs this room does."""
        from assurance import jobs
        from reports.operations.documents import JOB_KIND, make_document

        jobs.register(JOB_KIND, make_document)
