"""The ground floor: what is asked, what is known, who we are, which round this is, what happened."""

from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    """Registers the ground floor's demo loader and system checks."""

    name = "assurance"
    verbose_name = "Framework, councils and people"

    def ready(self) -> None:
        """Connect the worker's start-up sweep, the demo and the checks."""
        from assurance import (  # noqa: F401
            carrying,
            checks,
            demo,
            jobs,
            quick_templates,
            tasks,
        )
        from assurance.operations.figures import receiving
        from assurance.operations.people import carry_assignments

        quick_templates.install()
        carrying.register(
            lambda round, previous, by, at: carry_assignments(round=round, previous=previous, by=by, at=at)
        )

        demo.register(10, "council and people", "assurance.demo.load_council")
        jobs.register(receiving.READ, receiving.read_file)
        jobs.register(receiving.IMPORT, receiving.import_file)
        jobs.register(receiving.UNDO, receiving.undo_file)

        demo.register(11, "figures", "assurance.demo_figures.load_figures")
        demo.register(13, "neighbours", "assurance.demo_neighbours.load_neighbours")
        demo.register(15, "round", "assurance.demo.load_round")
