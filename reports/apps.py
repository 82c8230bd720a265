"""What leaves the building: it gathers, and never edits other rooms' rows."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """What leaves the building: it gathers, and never edits other rooms' rows."""

    name = "reports"
