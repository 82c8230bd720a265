"""An item that was withdrawn keeps its title and where it was cited, and nothing else that was typed of it."""

from django.db import migrations, models
from django.db.models import Q


def forget(apps, schema_editor):
    withdrawn = apps.get_model("selfassessment", "Evidence").objects.exclude(withdrawn_at=None)
    withdrawn.update(summary="", quotation="", said_by="", url="")


class Migration(migrations.Migration):

    dependencies = [("selfassessment", "0006_files_that_are_refused")]

    operations = [
        migrations.RemoveConstraint(model_name="evidence", name="a_link_leads_somewhere"),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=~Q(kind="link") | ~Q(url="") | Q(withdrawn_at__isnull=False), name="a_link_leads_somewhere"
            ),
        ),
        migrations.AlterField(
            model_name="redaction",
            name="places",
            field=models.PositiveIntegerField(help_text="In how many that everybody who reads here may look at"),
        ),
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
