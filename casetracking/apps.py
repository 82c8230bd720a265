"""What happened to particular people: the wall around their data."""

from django.apps import AppConfig


class CasetrackingConfig(AppConfig):
    """Registers the room's lists and its part of the demonstration."""

    name = "casetracking"
    verbose_name = "Case tracking"

    def ready(self) -> None:
        """Say what is loaded as reference data and for the demonstration, and which jobs this room has."""
        from assurance import demo, forgetting, jobs, reference
        from casetracking.operations.drawing import JOB_KIND, do_draw
        from casetracking.operations.reference import load_attributes, load_audit_tool, load_document_kinds
        from casetracking.operations.withdrawals import find_in_cases, forget_in_cases

        forgetting.register("cases", forgetting.Keeper(find_in_cases, forget_in_cases))
        reference.register("case attributes", load_attributes)
        reference.register("documents of cases", load_document_kinds)
        reference.register("audit tool", load_audit_tool)
        jobs.register(JOB_KIND, do_draw)
        demo.register(80, "a pool of cases", "casetracking.demonstration.load_cases")
