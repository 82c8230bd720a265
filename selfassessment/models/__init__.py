"""The rows of the self-assessment."""

from selfassessment.models.judgement import CategoryScore, Judgement, PartText, Revision, Score

__all__ = ["CategoryScore", "Judgement", "PartText", "Revision", "Score"]
