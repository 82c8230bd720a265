"""Rounds that were succeeded before there was such a thing as closing one."""

from django.db import migrations
from django.db.models import Q


def close_them(apps, schema_editor):
    """What was current before the round that is current now stays as it is, as it would had it been closed then."""
    Round = apps.get_model("assurance", "Round")
    councils = Round.objects.filter(current_since__isnull=False).values_list("council_id", flat=True).distinct()
    for council in list(councils):
        once = Round.objects.filter(council=council, current_since__isnull=False)
        current = once.order_by("-current_since", "-started_at", "-pk").first()
        before = Q(started_at__lt=current.started_at) | Q(started_at=current.started_at, pk__lt=current.pk)
        once.filter(before).update(closed_at=current.current_since, goes_on_in=current)


class Migration(migrations.Migration):

    dependencies = [
        ('assurance', '0005_closed_rounds'),
    ]

    operations = [
        migrations.RunPython(close_them, migrations.RunPython.noop),
    ]
