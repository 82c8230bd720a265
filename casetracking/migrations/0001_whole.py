"""All tables of the case room as they stand, made in one step each instead of piece by piece.

An installation that has run the migrations it replaces goes on from it; a new one begins with it, in a third of the time.
"""

import casetracking.statuses
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('casetracking', '0001_case_room'), ('casetracking', '0010_auditors_teams_and_who_asked'), ('casetracking', '0011_deadlines'), ('casetracking', '0020_own_sheets_and_attributes'), ('casetracking', '0021_what_a_pool_was_drawn_from')]

    initial = True

    dependencies = [
        ('assurance', '0001_whole'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditTool',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField()),
                ('title', models.CharField(max_length=120)),
                ('edition', models.CharField(max_length=40)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('retired_at', models.DateTimeField(null=True)),
                ('council', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='audit_tools', to='assurance.council')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('council', 'slug'), name='audit_tool_once_in_council'), models.UniqueConstraint(condition=models.Q(('council', None)), fields=('slug',), name='shipped_audit_tool_once')],
            },
        ),
        migrations.CreateModel(
            name='DocumentKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField()),
                ('order', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('retired_at', models.DateTimeField(null=True)),
                ('council', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='case_document_kinds', to='assurance.council')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('council', 'slug'), name='document_kind_once_in_council'), models.UniqueConstraint(condition=models.Q(('council', None)), fields=('slug',), name='shipped_document_kind_once')],
            },
        ),
        migrations.CreateModel(
            name='Pool',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text='The word in its addresses')),
                ('name', models.CharField(max_length=120)),
                ('size', models.PositiveSmallIntegerField(default=50)),
                ('seed', models.PositiveIntegerField(default=1)),
                ('apart', models.BooleanField(default=True, help_text='Avoid two people who belong together')),
                ('as_at', models.DateField(help_text='The day its candidates are described at', null=True)),
                ('purge_on', models.DateField()),
                ('purged_at', models.DateTimeField(null=True)),
                ('kept', models.JSONField(default=dict)),
                ('list_due_on', models.DateField(help_text='When the list goes to the regulator', null=True)),
                ('chosen_due_on', models.DateField(help_text='When the regulator says which it has chosen', null=True)),
                ('documents_due_on', models.DateField(help_text='When the documents of the chosen are due', null=True)),
                ('audits_due_on', models.DateField(help_text='When practice audits are finished', null=True)),
                ('interviews_due_on', models.DateField(help_text='When the regulator speaks to people', null=True)),
                ('steps_done', models.JSONField(default=dict, help_text='Since when each step is done, by its slug')),
                ('steps_told', models.JSONField(default=dict, help_text='What people were told of each step, by its slug')),
                ('columns', models.JSONField(default=list, help_text="The council's layout of the list: attributes by slug")),
                ('version', models.PositiveIntegerField(default=1)),
                ('facts', models.PositiveIntegerField(default=0, help_text='Rises when what is known of its candidates changes')),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pools', to='assurance.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'slug'), name='pool_slug_once_in_round'), models.CheckConstraint(condition=models.Q(('size__gte', 1), ('size__lte', 500)), name='pool_size_is_1_to_500')],
            },
        ),
        migrations.CreateModel(
            name='ReferenceKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('destroyed_at', models.DateTimeField(null=True)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reference_keys', to='assurance.council')),
                ('destroyed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('destroyed_at__isnull', True)), fields=('council',), name='one_reference_key_per_council'), models.CheckConstraint(condition=models.Q(models.Q(('sealed', ''), ('destroyed_at__isnull', False)), models.Q(models.Q(('sealed', ''), _negated=True), ('destroyed_at__isnull', True)), _connector='OR'), name='a_destroyed_key_is_gone')],
            },
        ),
        migrations.CreateModel(
            name='SheetColumn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(help_text='Keyed hash of the heading', max_length=32)),
                ('means', models.CharField(blank=True, help_text='An attribute, reference or ID; empty: left out', max_length=60)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheet_columns', to='assurance.council')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('council', 'mark'), name='sheet_column_once_in_council')],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='audit_teams', to='assurance.council')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('council', 'person'), name='one_team_per_auditor_and_council'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='an_auditors_team_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Attribute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField()),
                ('order', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=80)),
                ('description', models.CharField(blank=True, max_length=300)),
                ('kind', models.CharField(choices=[('yes/no', 'yes/no'), ('choice', 'choice'), ('number', 'number')], max_length=8)),
                ('choices', models.JSONField(default=list, help_text='Slugs, for a choice')),
                ('words', models.JSONField(default=dict, help_text='Words of choices by slug, also of those gone')),
                ('source', models.CharField(help_text='The field it comes from, or council', max_length=200)),
                ('place', models.PositiveSmallIntegerField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('retired_at', models.DateTimeField(null=True)),
                ('council', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='case_attributes', to='assurance.council')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('council', None)), fields=('slug',), name='shipped_attribute_slug_once'), models.UniqueConstraint(condition=models.Q(('council', None)), fields=('place',), name='shipped_attribute_place_once'), models.UniqueConstraint(fields=('council', 'slug'), name='attribute_slug_once_in_council'), models.CheckConstraint(condition=models.Q(('kind__in', ['yes/no', 'choice', 'number'])), name='attribute_kind_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Candidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=14)),
                ('group', models.PositiveIntegerField(default=0)),
                ('values', models.JSONField(default=list)),
                ('told', models.JSONField(default=dict)),
                ('in_file', models.BooleanField(default=True, help_text='Whether the latest file of the pool still has this person')),
                ('from_sheet', models.BooleanField(default=False, help_text="Known from the council's own spreadsheet alone")),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidates', to='casetracking.pool')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('pool', 'reference'), name='candidate_once_in_pool')],
            },
        ),
        migrations.CreateModel(
            name='Draw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('asked_at', models.DateTimeField()),
                ('seed', models.PositiveIntegerField()),
                ('size', models.PositiveSmallIntegerField()),
                ('candidates', models.PositiveIntegerField(default=0)),
                ('excluded', models.JSONField(default=dict, help_text='How many were left out, by reason')),
                ('rules', models.JSONField(default=dict)),
                ('chosen', models.JSONField(default=list)),
                ('reserves', models.JSONField(default=list)),
                ('objective', models.BigIntegerField(null=True)),
                ('bound', models.BigIntegerField(null=True)),
                ('proved', models.BooleanField(default=False)),
                ('repeatable', models.BooleanField(default=True)),
                ('met', models.JSONField(default=list)),
                ('likeness', models.JSONField(default=list)),
                ('conflict', models.JSONField(null=True)),
                ('seconds', models.FloatField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('taken_at', models.DateTimeField(help_text='When its choice became the pool', null=True)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='assurance.job')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='draws', to='casetracking.pool')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('pool', 'number'), name='draw_number_once_in_pool'), models.CheckConstraint(condition=models.Q(models.Q(('bound__isnull', True), ('objective__isnull', True)), ('bound__lte', models.F('objective')), _connector='OR'), name='draw_bound_within_objective')],
            },
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(blank=True, max_length=14)),
                ('page', models.CharField(help_text="The page's name in the code", max_length=60)),
                ('by_name', models.CharField(help_text='As they were called then', max_length=120)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='looks', to='casetracking.pool')),
            ],
            options={
                'indexes': [models.Index(fields=['pool', 'reference', '-at'], name='look_by_person')],
            },
        ),
        migrations.CreateModel(
            name='Likeness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attribute', models.SlugField()),
                ('weight', models.PositiveSmallIntegerField(default=1)),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='likenesses', to='casetracking.pool')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('pool', 'attribute'), name='likeness_once_in_pool'), models.CheckConstraint(condition=models.Q(('weight__gte', 1), ('weight__lte', 100)), name='likeness_weight_is_1_to_100')],
            },
        ),
        migrations.CreateModel(
            name='DrawnFrom',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facts', models.PositiveIntegerField()),
                ('asked', models.CharField(max_length=64)),
                ('shown', models.JSONField()),
                ('numbers', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('pool', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='drawn_from', to='casetracking.pool')),
            ],
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(blank=True, max_length=14)),
                ('verb', models.CharField(help_text='As in the history', max_length=60)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='casetracking.pool')),
            ],
            options={
                'indexes': [models.Index(fields=['pool', 'reference', '-at'], name='decision_by_person')],
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=120)),
                ('conditions', models.JSONField()),
                ('either', models.BooleanField(default=False, help_text='Any of the conditions is enough')),
                ('least', models.PositiveSmallIntegerField(null=True)),
                ('most', models.PositiveSmallIntegerField(null=True)),
                ('hard', models.BooleanField(default=True)),
                ('weight', models.PositiveSmallIntegerField(default=1)),
                ('edition', models.CharField(blank=True, max_length=40)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('version', models.PositiveIntegerField(default=1)),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='casetracking.pool')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('pool', 'number'), name='criterion_number_once_in_pool'), models.CheckConstraint(condition=models.Q(('least__isnull', False), ('most__isnull', False), _connector='OR'), name='criterion_asks_for_a_number'), models.CheckConstraint(condition=models.Q(('least__isnull', True), ('most__isnull', True), ('least__lte', models.F('most')), _connector='OR'), name='criterion_least_within_most'), models.CheckConstraint(condition=models.Q(('weight__gte', 1), ('weight__lte', 100)), name='criterion_weight_is_1_to_100')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('statement', models.SlugField(max_length=60)),
                ('text', models.CharField(max_length=300)),
                ('looks_for', models.CharField(blank=True, max_length=600)),
                ('tool', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='casetracking.audittool')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tool', 'number'), name='question_number_once_in_tool')],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(help_text='Counted from 1 in its pool, for its address')),
                ('kind', models.CharField(choices=[('cld', 'Client Level Data'), ('sheet', 'The council’s own spreadsheet')], default='cld', max_length=8)),
                ('at', models.DateTimeField()),
                ('starts_on', models.DateField(null=True)),
                ('ends_on', models.DateField(null=True)),
                ('shown_from', models.DateField(help_text='First month its events really cover', null=True)),
                ('shown_to', models.DateField(null=True)),
                ('release', models.CharField(blank=True, help_text='1, 2, or both: whose wording it is in', max_length=12)),
                ('rows', models.PositiveIntegerField()),
                ('people', models.PositiveIntegerField()),
                ('left_out', models.PositiveIntegerField(default=0, help_text='Under 18, or only known by association')),
                ('counts', models.JSONField(default=dict)),
                ('events', models.JSONField(default=dict)),
                ('unmapped', models.JSONField(default=list)),
                ('councils', models.JSONField(default=dict, help_text='LA codes the file names, with rows')),
                ('missing', models.JSONField(default=list, help_text='Columns of the specification that it lacks')),
                ('strange', models.PositiveSmallIntegerField(default=0, help_text='Columns that are not of the specification')),
                ('profile', models.JSONField(default=dict)),
                ('seconds', models.FloatField(default=0)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imports', to='casetracking.pool')),
                ('key', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='casetracking.referencekey')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('pool', 'number'), name='import_number_once_in_pool')],
            },
        ),
        migrations.CreateModel(
            name='HeldSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(help_text='Tells this giving from the next one', max_length=16)),
                ('rows', models.TextField()),
                ('shown', models.TextField()),
                ('at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='held_sheets', to='casetracking.pool')),
                ('key', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casetracking.referencekey')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('pool', 'by'), name='one_held_sheet_per_person_and_pool')],
            },
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('statement', models.SlugField(max_length=60)),
                ('kind', models.CharField(choices=[('strength', 'Strength'), ('gap', 'Gap')], max_length=8)),
                ('text', models.CharField(max_length=1000)),
                ('cases', models.PositiveSmallIntegerField(default=0, help_text='In how many cases it was seen')),
                ('were', models.CharField(blank=True, help_text='Where we were', max_length=1000)),
                ('did', models.CharField(blank=True, help_text='What we did', max_length=1000)),
                ('go', models.CharField(blank=True, help_text='Where we go', max_length=1000)),
                ('version', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField()),
                ('shared_at', models.DateTimeField(help_text='When it was given out as a draft for an officer', null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='themes', to='casetracking.pool')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_theme_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('standing', models.CharField(choices=[('pool', 'In the pool'), ('reserve', 'In reserve'), ('left', 'Left the pool')], default='pool', max_length=8)),
                ('status', models.CharField(default=casetracking.statuses.Status['DRAWN'], max_length=12)),
                ('stage', models.CharField(choices=[('listed', 'On the list'), ('chosen', 'Tracked'), ('followed', 'Spoken to')], default='listed', max_length=8)),
                ('left_because', models.CharField(blank=True, max_length=500)),
                ('worker', models.CharField(blank=True, help_text='The worker who knows the case: job, not a name', max_length=120)),
                ('version', models.PositiveIntegerField(default=1)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('candidate', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='case', to='casetracking.candidate')),
                ('place_of', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='taken_by', to='casetracking.case')),
                ('draw', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='cases', to='casetracking.draw')),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cases', to='casetracking.pool')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('pool', 'number'), name='case_number_once_in_pool'), models.CheckConstraint(condition=models.Q(('status__in', ['drawn', 'suitable', 'asked', 'agreed', 'unsuitable', 'refused', 'withdrawn', 'left'])), name='case_status_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('standing', 'left'), _negated=True), models.Q(('left_because', ''), _negated=True), _connector='OR'), name='who_left_the_pool_left_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Lock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('in', 'Always in'), ('out', 'Kept out')], max_length=3)),
                ('reason', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('candidate', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='lock', to='casetracking.candidate')),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='locks', to='casetracking.pool')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_lock_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Audit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('audit', 'Audit'), ('moderation', 'Moderation')], default='audit', max_length=12)),
                ('status', models.CharField(default=casetracking.statuses.AuditStatus['GIVEN'], max_length=10)),
                ('grade', models.PositiveSmallIntegerField(null=True)),
                ('strengths', models.TextField(blank=True)),
                ('gaps', models.TextField(blank=True)),
                ('better', models.TextField(blank=True, help_text='What would make it better')),
                ('due_on', models.DateField(null=True)),
                ('given_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('discussed_at', models.DateTimeField(help_text='When two who graded differently talked about it', null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('auditor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='case_audits', to=settings.AUTH_USER_MODEL)),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tool', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casetracking.audittool')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='audits', to='casetracking.case')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case', 'kind'), name='one_audit_and_one_moderation_per_case'), models.UniqueConstraint(fields=('case', 'auditor'), name='nobody_moderates_their_own_audit'), models.CheckConstraint(condition=models.Q(('grade__isnull', True), models.Q(('grade__gte', 1), ('grade__lte', 4)), _connector='OR'), name='audit_grade_is_1_to_4'), models.CheckConstraint(condition=models.Q(('status__in', ['given', 'started', 'finished'])), name='audit_status_is_known'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('status', 'finished'), _negated=True), ('finished_at__isnull', True)), models.Q(('finished_at__isnull', False), ('grade__isnull', False), ('status', 'finished')), _connector='OR'), name='a_finished_audit_has_its_grade_and_time')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_on', models.DateField()),
                ('asker', models.CharField(blank=True, help_text='Who asked: job, not a name', max_length=120)),
                ('way', models.CharField(choices=[('in-person', 'In person'), ('phone', 'By phone'), ('video', 'By video'), ('letter', 'By letter')], max_length=12)),
                ('answer', models.CharField(choices=[('waiting', 'No answer yet'), ('yes', 'Yes'), ('no', 'No')], default='waiting', max_length=8)),
                ('answered_on', models.DateField(null=True)),
                ('route', models.CharField(choices=[('own', 'The person’s own decision'), ('best-interests', 'Best-interests decision, after a capacity assessment'), ('attorney', 'Attorney or deputy for health and welfare')], default='own', max_length=16)),
                ('beside', models.CharField(choices=[('nobody', 'Nobody'), ('advocate', 'An advocate'), ('representative', 'A family member or friend')], default='nobody', max_length=16)),
                ('preference', models.CharField(blank=True, choices=[('phone', 'Phone'), ('video', 'Video'), ('in-person', 'In person'), ('through-worker', 'Through their worker')], max_length=16)),
                ('interpreter', models.BooleanField(default=False)),
                ('language', models.CharField(blank=True, max_length=60)),
                ('note', models.CharField(blank=True, max_length=1000)),
                ('withdrawn_on', models.DateField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField()),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='consent', to='casetracking.case')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', 'waiting'), ('answered_on__isnull', True)), models.Q(models.Q(('answer', 'waiting'), _negated=True), ('answered_on__isnull', False)), _connector='OR'), name='consent_answered_with_its_day'), models.CheckConstraint(condition=models.Q(('withdrawn_on__isnull', True), ('answer', 'yes'), _connector='OR'), name='only_a_yes_is_withdrawn')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('way', models.CharField(choices=[('in-person', 'In person'), ('phone', 'By phone'), ('video', 'By video'), ('letter', 'By letter')], max_length=12)),
                ('note', models.CharField(max_length=1000)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='casetracking.case')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='a_contact_says_something')],
            },
        ),
        migrations.CreateModel(
            name='CaseDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('asked', 'Asked for'), ('there', 'There'), ('none', 'There is none')], default='asked', max_length=8)),
                ('pointer', models.CharField(blank=True, max_length=200)),
                ('due_on', models.DateField(null=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='casetracking.case')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casetracking.documentkind')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case', 'kind'), name='case_document_once')],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days_before', models.IntegerField(help_text="Days before the pool's day; less than 0: after it")),
                ('what', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='casetracking.case')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='a_milestone_says_what')],
            },
        ),
        migrations.CreateModel(
            name='Reflection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reflection', to='casetracking.case')),
            ],
        ),
        migrations.CreateModel(
            name='Suitability',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('suitable', models.BooleanField()),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='suitability', to='casetracking.case')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('suitable', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='not_suitable_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grade', models.PositiveSmallIntegerField(null=True)),
                ('does_not_apply', models.BooleanField(default=False)),
                ('note', models.CharField(blank=True, max_length=1000)),
                ('audit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='casetracking.audit')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casetracking.question')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('audit', 'question'), name='one_answer_per_question'), models.CheckConstraint(condition=models.Q(('grade__gte', 1), ('grade__lte', 4)), name='audit_answer_grade_is_1_to_4'), models.CheckConstraint(condition=models.Q(('grade__isnull', True), ('does_not_apply', False), _connector='OR'), name='what_does_not_apply_has_no_grade')],
            },
        ),
    ]
