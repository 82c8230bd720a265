"""What happened to particular people: the wall around their data."""

from django.apps import AppConfig


class CasetrackingConfig(AppConfig):
    """What happened to particular people: the wall around their data."""

    name = "casetracking"
