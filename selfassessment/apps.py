"""What we say about ourselves, and what we will do."""

from django.apps import AppConfig


class SelfassessmentConfig(AppConfig):
    """Registers this room's part of the demonstration."""

    name = "selfassessment"
    verbose_name = "Self-assessment"

    def ready(self) -> None:
        """Add the demonstration's texts and scores."""
        from assurance import demo
        from selfassessment.demo import load_self_assessment

        demo.register(20, "texts and scores", load_self_assessment)
