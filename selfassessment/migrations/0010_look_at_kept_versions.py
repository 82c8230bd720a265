"""Versions that were kept before they were looked at by the personal-data guard."""

from django.db import migrations

GRAVE = {"nhs-number", "ni-number", "date-of-birth"}
AT_ONCE = 500


def look_at_them(apps, schema_editor):
    """Flag what holds something that leads to a person by itself."""
    from assurance.identifiers import find

    for name in ["Revision", "LateText"]:
        table = apps.get_model("selfassessment", name)
        flagged = []
        for number, text in table.objects.exclude(text="").values_list("pk", "text").iterator(chunk_size=AT_ONCE):
            if any(found.kind.value in GRAVE for found in find(text)):
                flagged.append(number)
        for begin in range(0, len(flagged), AT_ONCE):
            table.objects.filter(pk__in=flagged[begin : begin + AT_ONCE]).update(was_flagged=True)


class Migration(migrations.Migration):

    dependencies = [
        ('selfassessment', '0009_flagged_versions'),
    ]

    operations = [
        migrations.RunPython(look_at_them, migrations.RunPython.noop),
    ]
