"""What an installation already holds, in the shape of 0002: each revision is a sitting of its own, and so on."""

from django.db import migrations
from django.db.models import F

NEW_PARTS = [
    {
        "slug": "voice",
        "title": "What people and unpaid carers tell us",
        "help": "What people who draw on care and unpaid carers say about this, good and bad. Say how many you asked, how and when.",
        "word_guide": 100,
        "per_i_statement": True,
    },
    {
        "slug": "impact",
        "title": "What difference it makes",
        "help": "What is better for people because of what you do, and for whom it is not. Results, not activity.",
        "word_guide": 200,
    },
    {
        "slug": "case-story",
        "title": "A story",
        "help": "One person or family, told so that nobody could recognise them: what mattered to them, what you did and what changed. Leave it out if there is none.",
        "word_guide": 250,
        "optional": True,
    },
]


def fill(apps, schema_editor):
    """Each revision so far was one save; a section with text is being drafted; councils' own sets get the new parts."""
    apps.get_model("selfassessment", "Revision").objects.update(first_version=F("version"), began_at=F("at"))
    judgements = apps.get_model("selfassessment", "Judgement").objects
    written = judgements.filter(texts__text__gt="").values("pk")
    judgements.filter(pk__in=list(written.values_list("pk", flat=True))).update(status="drafting")
    Part = apps.get_model("assurance", "Part")
    for prompt_set in apps.get_model("assurance", "PromptSet").objects.exclude(council=None):
        slugs = set(prompt_set.parts.values_list("slug", flat=True))
        last = max(prompt_set.parts.values_list("number", flat=True), default=0)
        for offset, part in enumerate((p for p in NEW_PARTS if p["slug"] not in slugs), 1):
            Part.objects.create(prompt_set=prompt_set, number=last + offset, scope="statement", **part)


class Migration(migrations.Migration):
    dependencies = [("selfassessment", "0002_writing_together")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
