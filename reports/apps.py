"""What leaves the building: it gathers, and never edits other rooms' rows."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """What leaves the building: it gathers, and never edits other rooms' rows."""

    name = "reports"

    def ready(self) -> None:
        """Say which jobs this room does, and what it forgets when words are withdrawn."""
        from assurance import demo, forgetting, jobs
        from reports.operations.documents import JOB_KIND, make_document
        from reports.operations.pack_withdrawals import find_copies, find_packs, let_copies_go, withdraw_packs
        from reports.operations.packs import JOB_KIND as PACK_KIND
        from reports.operations.packs import make_pack, tell_pack_failed
        from reports.operations.withdrawals import find_documents, withdraw_documents

        jobs.register(JOB_KIND, make_document)
        jobs.register(PACK_KIND, make_pack, tell_pack_failed)
        forgetting.register("documents", forgetting.Keeper(find_documents, withdraw_documents))
        forgetting.register("packs", forgetting.Keeper(find_packs, withdraw_packs))
        forgetting.register_copies(forgetting.Copies(find_copies, let_copies_go))
        demo.register(96, "a pack of the information return", "reports.demonstration.load_packs")
