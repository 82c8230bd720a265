"""What we say about ourselves, and what we will do."""

from django.apps import AppConfig


class SelfassessmentConfig(AppConfig):
    """Registers this room's part of the demonstration, and what it knows about who sees what."""

    name = "selfassessment"
    verbose_name = "Self-assessment"

    def ready(self) -> None:
        """Add the demonstration's parts, and say what this room knows about who sees what."""
        from assurance import access, calendars, carrying, demo, jobs, reference
        from assurance.roles import Permission
        from selfassessment.models import ChallengeScore
        from selfassessment.operations.checklists import load_ours
        from selfassessment.operations.evidence_files import JOB_KIND, check_file
        from selfassessment.operations.rounds import carry_over
        from selfassessment.visit_calendar import visit_entries

        carrying.register(carry_over)
        reference.register("checklists", load_ours)
        demo.register(12, "the round before", "selfassessment.demonstration.texts.load_round_before")
        demo.register(20, "texts and scores", "selfassessment.demonstration.texts.load_self_assessment")
        demo.register(30, "evidence", "selfassessment.demonstration.evidence.load_evidence")
        demo.register(50, "comments", "selfassessment.demonstration.threads.load_threads")
        demo.register(60, "actions and checklists", "selfassessment.demonstration.plans.load_plans")
        demo.register(65, "information return", "selfassessment.demonstration.returns.load_return")
        demo.register(66, "follow-up requests", "selfassessment.demonstration.follow_ups.load_follow_ups")
        jobs.register(JOB_KIND, check_file)
        demo.register(95, "timeline and visit", "selfassessment.demonstration.visit.load_visit")
        demo.register(90, "review and challenge", "selfassessment.demonstration.review.load_review")
        calendars.register(Permission.RETURN_OWN, visit_entries)
        access.register_challenges(ChallengeScore.objects.sections_of)
