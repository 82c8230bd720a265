"""Run by a test with the settings of a service it has started: ask for a document of the demonstration's round.

One of few pages: what is tried is who makes it, and how often.
"""

import django

django.setup()

from django.utils import timezone  # noqa: E402

from assurance import demo  # noqa: E402
from assurance.models import Round  # noqa: E402
from reports.models import Document  # noqa: E402
from reports.operations.documents import request_document  # noqa: E402

document = request_document(
    round=Round.objects.get(slug=demo.content()["round"]["slug"]),
    kind=Document.Kind.BRIEFING,
    about={"session": "1"},  # the demonstration's first session of the visit
    format="pdf",
    includes_scores=False,
    by=demo.person("priya"),
    at=timezone.now(),
)
print(document.job_id, document.reference)
