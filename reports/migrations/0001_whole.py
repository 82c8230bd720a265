"""All tables of the roof as they stand, made in one step each instead of piece by piece.

An installation that has run the migrations it replaces goes on from it; a new one begins with it, in a third of the time.
"""

import django.db.models.deletion
import reports.models.document
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('reports', '0001_documents'), ('reports', '0002_spreadsheets'), ('reports', '0003_withdrawn_documents'), ('reports', '0004_what_backs_it')]

    initial = True

    dependencies = [
        ('assurance', '0001_whole'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=reports.models.document.new_reference, max_length=16, unique=True)),
                ('kind', models.CharField(choices=[('self-assessment-workbook', 'Self-assessment workbook'), ('draft-report', 'Draft report (our own mock)'), ('round-spreadsheet', 'Spreadsheet to fill in'), ('actions-spreadsheet', 'Action plan as a spreadsheet')], max_length=40)),
                ('format', models.CharField(choices=[('pdf', 'PDF'), ('xlsx', 'Excel workbook')], default='pdf', max_length=8)),
                ('includes_scores', models.BooleanField()),
                ('includes_backing', models.BooleanField(default=False, help_text='Whether a workbook holds the evidence it cites and the action plan')),
                ('snapshot', models.JSONField()),
                ('snapshot_sha256', models.CharField(max_length=64)),
                ('template_version', models.CharField(max_length=20)),
                ('requested_at', models.DateTimeField()),
                ('file', models.FileField(blank=True, max_length=200, storage=reports.models.document.document_storage, upload_to='')),
                ('file_sha256', models.CharField(blank=True, max_length=64)),
                ('size', models.PositiveIntegerField(help_text='bytes', null=True)),
                ('pages', models.PositiveIntegerField(null=True)),
                ('made_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(help_text='When it was taken back because words in it were withdrawn; file and snapshot are gone', null=True)),
                ('job', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, to='assurance.job')),
                ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='assurance.round')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('made_at__isnull', True), ('size__isnull', True)), models.Q(('made_at__isnull', False), ('size__isnull', False)), _connector='OR'), name='document_size_and_made_at_together')],
            },
        ),
    ]
