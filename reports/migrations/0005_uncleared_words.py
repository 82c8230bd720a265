from django.db import migrations, models


class Migration(migrations.Migration):
    # Of a document made before, nobody knows: it is kept from those who are only invited.
    dependencies = [("reports", "0001_whole")]

    operations = [
        migrations.AddField(
            "document",
            "includes_uncleared",
            models.BooleanField(
                default=True,
                help_text=(
                    "Whether texts in it look like they hold personal data that nobody has cleared: not for the invited"
                ),
            ),
            preserve_default=False,
        ),
    ]
