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
        from selfassessment.demonstration.evidence import load_evidence
        from selfassessment.demonstration.follow_ups import load_follow_ups
        from selfassessment.demonstration.plans import load_plans
        from selfassessment.demonstration.returns import load_return
        from selfassessment.demonstration.review import load_review
        from selfassessment.demonstration.texts import load_round_before, load_self_assessment
        from selfassessment.demonstration.threads import load_threads
        from selfassessment.demonstration.visit import load_visit
        from selfassessment.models import ChallengeScore
        from selfassessment.operations.checklists import load_ours
        from selfassessment.operations.evidence_files import JOB_KIND, check_file
        from selfassessment.operations.rounds import carry_over
        from selfassessment.visit_calendar import visit_entries

        carrying.register(carry_over)
        reference.register("checklists", load_ours)
        demo.register(12, "the round before", load_round_before)
        demo.register(20, "texts and scores", load_self_assessment)
        demo.register(30, "evidence", load_evidence)
        demo.register(50, "comments", load_threads)
        demo.register(60, "actions and checklists", load_plans)
        demo.register(65, "information return", load_return)
        demo.register(66, "follow-up requests", load_follow_ups)
        jobs.register(JOB_KIND, check_file)
        demo.register(95, "timeline and visit", load_visit)
        demo.register(90, "review and challenge", load_review)
        calendars.register(Permission.RETURN_OWN, visit_entries)
        access.register_challenges(ChallengeScore.objects.sections_of)
