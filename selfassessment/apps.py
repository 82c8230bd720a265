"""What we say about ourselves, and what we will do."""

from django.apps import AppConfig


class SelfassessmentConfig(AppConfig):
    """What we say about ourselves, and what we will do."""

    name = "selfassessment"
