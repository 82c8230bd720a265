"""The ground floor: what is asked, what is known, who we are, which round this is, what happened."""

from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    """Registers the ground floor's demo loader and system checks."""

    name = "assurance"
    verbose_name = "Framework, councils and people"

    def ready(self) -> None:
        """Connect the worker's start-up sweep, the demo and the checks."""
        from assurance import checks, demo, tasks  # noqa: F401

        demo.register(10, "council, people and round", demo.load_ground_floor)
