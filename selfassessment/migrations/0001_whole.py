"""All tables of the self-assessment as they stand, made in one step each instead of piece by piece.

An installation that has run the migrations it replaces goes on from it; a new one begins with it, in a third of the time.
"""

import django.db.models.deletion
import selfassessment.statuses
from django.conf import settings
from django.db import migrations, models

# PostgreSQL keeps the words of each text beside it, so that a search need not work them out again (0005).
ADD = (
    "ALTER TABLE selfassessment_parttext ADD COLUMN words tsvector "
    "GENERATED ALWAYS AS (to_tsvector('english', text)) STORED"
)
REMOVE = "ALTER TABLE selfassessment_parttext DROP COLUMN words"


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ADD)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(REMOVE)


class Migration(migrations.Migration):

    replaces = [('selfassessment', '0001_judgements'), ('selfassessment', '0002_writing_together'), ('selfassessment', '0003_what_is_there'), ('selfassessment', '0004_workbook_sheets'), ('selfassessment', '0005_words_of_texts'), ('selfassessment', '0006_files_that_are_refused'), ('selfassessment', '0007_words_of_withdrawn_evidence'), ('selfassessment', '0008_late_texts'), ('selfassessment', '0009_flagged_versions'), ('selfassessment', '0010_look_at_kept_versions'), ('selfassessment', '0011_drafts_of_evidence'), ('selfassessment', '0012_kept_figures')]

    initial = True

    dependencies = [
        ('assurance', '0001_whole'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Checklist',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField()),
                ('title', models.CharField(max_length=200)),
                ('purpose', models.TextField(blank=True)),
                ('source', models.TextField(blank=True)),
                ('note', models.TextField(blank=True, help_text='What is not confirmed about it')),
                ('retired', models.BooleanField(default=False)),
                ('content_sha256', models.CharField(blank=True, max_length=64)),
                ('council', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='checklists', to='assurance.council')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('council', 'slug'), name='checklist_slug_once_in_council'), models.UniqueConstraint(condition=models.Q(('council__isnull', True)), fields=('slug',), name='shipped_checklist_slug_once')],
            },
        ),
        migrations.CreateModel(
            name='CouncilCategory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField()),
                ('title', models.CharField(max_length=120)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence_categories', to='assurance.council')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('council', 'slug'), name='council_category_once')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('document', 'Document'), ('link', 'Link'), ('quotation', 'Quotation')], max_length=10)),
                ('title', models.CharField(max_length=200)),
                ('summary', models.CharField(blank=True, help_text='Two lines', max_length=300)),
                ('category', models.SlugField(help_text="Slug of the edition's or the council's category")),
                ('dated_on', models.DateField(help_text='The date of the evidence itself', null=True)),
                ('review_by', models.DateField(null=True)),
                ('sensitivity', models.CharField(choices=[('public', 'Published, or could be'), ('internal', 'For the council and the regulator'), ('restricted', 'For a few people only')], default='internal', max_length=10)),
                ('quality', models.CharField(blank=True, choices=[('strong', 'Strong'), ('fair', 'Fair'), ('weak', 'Weak')], max_length=8)),
                ('is_key', models.BooleanField(default=False)),
                ('url', models.URLField(blank=True, max_length=2000)),
                ('quotation', models.TextField(blank=True)),
                ('said_by', models.CharField(blank=True, help_text='In what capacity, never a name', max_length=200)),
                ('is_draft', models.BooleanField(default=False, help_text='Handed on by another part of the service, not taken up')),
                ('version', models.PositiveIntegerField(default=1)),
                ('added_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='assurance.council')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('council', 'number'), name='evidence_number_once_in_council'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'link'), _negated=True), models.Q(('url', ''), _negated=True), ('withdrawn_at__isnull', False), _connector='OR'), name='a_link_leads_somewhere'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'quotation'), _negated=True), models.Q(('quotation', ''), _negated=True), ('withdrawn_at__isnull', False), _connector='OR'), name='a_quotation_has_words'), models.CheckConstraint(condition=models.Q(('is_draft', False), ('owner', None), _connector='OR'), name='a_draft_has_no_owner')],
            },
        ),
        migrations.CreateModel(
            name='Judgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('not-started', 'Not started'), ('drafting', 'Drafting'), ('blocked', 'Blocked'), ('ready-for-review', 'Ready for review'), ('changes-requested', 'Changes requested'), ('agreed', 'Agreed'), ('signed-off', 'Signed off')], default='not-started', max_length=20)),
                ('blocked_on', models.CharField(blank=True, help_text='What it waits for, while it is blocked', max_length=500)),
                ('status_at', models.DateTimeField(null=True)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('carried_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='selfassessment.judgement')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='judgements', to='assurance.round')),
                ('statement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='assurance.qualitystatement')),
                ('status_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'statement'), name='one_judgement_per_statement'), models.UniqueConstraint(condition=models.Q(('statement__isnull', True)), fields=('round',), name='one_opening_section_per_round'), models.CheckConstraint(condition=models.Q(('status__in', ['not-started', 'drafting', 'blocked', 'ready-for-review', 'changes-requested', 'agreed', 'signed-off'])), name='judgement_status_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('status', selfassessment.statuses.Status['BLOCKED']), models.Q(('blocked_on', ''), _negated=True)), models.Q(models.Q(('status', selfassessment.statuses.Status['BLOCKED']), _negated=True), ('blocked_on', '')), _connector='OR'), name='blocked_says_on_what')],
            },
        ),
        migrations.CreateModel(
            name='ReturnedWorkbook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(help_text='The word in its address', max_length=10, unique=True)),
                ('kind', models.CharField(help_text='round, or actions', max_length=12)),
                ('name', models.CharField(max_length=200)),
                ('sheets', models.JSONField(default=list, help_text='[{name, rows of cells}], see spreadsheet_child.py')),
                ('sha256', models.CharField(max_length=64)),
                ('choices', models.JSONField(default=dict, help_text='{cell in conflict: theirs, ours}')),
                ('at', models.DateTimeField()),
                ('applied_at', models.DateTimeField(null=True)),
                ('result', models.JSONField(default=dict, help_text='What was changed when it was applied, as counts')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='returned_workbooks', to='assurance.round')),
            ],
        ),
        migrations.CreateModel(
            name='SignOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('note', models.CharField(blank=True, max_length=2000)),
                ('contents', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('reopened_at', models.DateTimeField(null=True)),
                ('reopened_because', models.CharField(blank=True, max_length=2000)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reopened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_offs', to='assurance.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('reopened_at__isnull', True)), fields=('round',), name='one_sign_off_holds_per_round'), models.CheckConstraint(condition=models.Q(models.Q(('reopened_at__isnull', True), ('reopened_because', '')), models.Q(('reopened_at__isnull', False), models.Q(('reopened_because', ''), _negated=True)), _connector='OR'), name='reopening_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('what', models.CharField(max_length=500)),
                ('due_on', models.DateField(null=True)),
                ('priority', models.CharField(choices=[('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], default='medium', max_length=8)),
                ('measure', models.CharField(blank=True, help_text='How you will tell that it has worked', max_length=500)),
                ('expected_evidence', models.CharField(blank=True, max_length=500)),
                ('rag', models.CharField(blank=True, choices=[('red', 'Red: off track'), ('amber', 'Amber: at risk'), ('green', 'Green: on track')], max_length=6)),
                ('rag_reason', models.CharField(blank=True, max_length=1000)),
                ('source', models.CharField(choices=[('statement', 'Self-assessment'), ('peer-challenge', 'Peer challenge'), ('case-audit', 'Case audit'), ('report', 'The regulator’s report'), ('other', 'Somewhere else')], max_length=16)),
                ('source_note', models.CharField(blank=True, max_length=300)),
                ('outcome', models.CharField(blank=True, choices=[('done', 'Done'), ('dropped', 'Given up'), ('undone', 'Taken back')], max_length=8)),
                ('closed_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('added_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('noted_at', models.DateTimeField(help_text='When its progress was last told', null=True)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='assurance.council')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='assurance.round')),
                ('judgement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='actions', to='selfassessment.judgement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('council', 'number'), name='action_number_once_in_council'), models.CheckConstraint(condition=models.Q(('rag', ''), models.Q(('rag_reason', ''), _negated=True), _connector='OR'), name='a_colour_has_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('closed_at__isnull', True)), models.Q(models.Q(('outcome', ''), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='an_action_ends_with_its_time')],
            },
        ),
        migrations.CreateModel(
            name='ChecklistItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('slug', models.SlugField()),
                ('text', models.CharField(max_length=300)),
                ('help', models.TextField(blank=True)),
                ('retired', models.BooleanField(default=False)),
                ('checklist', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='selfassessment.checklist')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('checklist', 'slug'), name='checklist_item_slug_once')],
            },
        ),
        migrations.CreateModel(
            name='EvidenceFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(help_text='The word in its address', max_length=10, unique=True)),
                ('number', models.PositiveIntegerField(help_text='1 for the first file of an item')),
                ('name', models.CharField(max_length=200)),
                ('media_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField(help_text='bytes')),
                ('sha256', models.CharField(max_length=64)),
                ('stored', models.CharField(blank=True, help_text='Path in the file storage; empty once withdrawn', max_length=200)),
                ('state', models.CharField(choices=[('waiting', 'Waiting to be checked'), ('clean', 'Checked for viruses'), ('unchecked', 'Not checked for viruses: no scanner is set up'), ('infected', 'A virus was found'), ('refused', 'Not taken'), ('withdrawn', 'Withdrawn')], max_length=10)),
                ('state_note', models.CharField(blank=True, max_length=300)),
                ('findings', models.JSONField(default=list, help_text='[{kind, place}] of what looks like personal data, never it')),
                ('confirmed_at', models.DateTimeField(help_text='When somebody said that the findings may stay', null=True)),
                ('uploaded_at', models.DateTimeField()),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assurance.council')),
                ('evidence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='selfassessment.evidence')),
                ('job', models.ForeignKey(help_text='Checks it', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='assurance.job')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['council', 'sha256'], name='evidence_file_by_hash')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('evidence__isnull', False)), fields=('evidence', 'number'), name='file_number_once_in_item'), models.CheckConstraint(condition=models.Q(('state__in', ['withdrawn', 'infected', 'refused']), models.Q(('stored', ''), _negated=True), _connector='OR'), name='a_file_is_kept_until_withdrawn')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(help_text='The word in its address', max_length=10, unique=True)),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
                ('resolved_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(help_text='Its words are gone; that it was there stays', null=True)),
                ('answers', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='selfassessment.comment')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('i_statement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='assurance.istatement')),
                ('mentioned', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL)),
                ('part', models.ForeignKey(help_text='None: the section as a whole', null=True, on_delete=django.db.models.deletion.PROTECT, to='assurance.part')),
                ('resolved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('judgement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='selfassessment.judgement')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('answers__isnull', True), ('resolved_at__isnull', True), _connector='OR'), name='only_a_thread_is_resolved'), models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), ('withdrawn_at__isnull', False), _connector='OR'), name='a_comment_says_something')],
            },
        ),
        migrations.CreateModel(
            name='ChallengeScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.PositiveSmallIntegerField()),
                ('reason', models.TextField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('judgement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='challenge_scores', to='selfassessment.judgement')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('value__gte', 1), ('value__lte', 4)), name='challenge_score_value_is_1_to_4'), models.UniqueConstraint(fields=('judgement', 'by'), name='one_challenge_score_per_person'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='challenge_score_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='PartText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=0)),
                ('needs_review', models.BooleanField(default=False, help_text='Carried over from an earlier round, not yet confirmed')),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('i_statement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='assurance.istatement')),
                ('judgement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='selfassessment.judgement')),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='assurance.part')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('i_statement__isnull', True)), fields=('judgement', 'part'), name='one_text_per_part'), models.UniqueConstraint(fields=('judgement', 'part', 'i_statement'), name='one_text_per_part_and_i_statement'), models.CheckConstraint(condition=models.Q(('text__length__lte', 20000)), name='part_text_within_limit')],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slot', models.CharField(blank=True, help_text='The part the person is in, see slots.py', max_length=80)),
                ('at', models.DateTimeField()),
                ('judgement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='selfassessment.judgement')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('judgement', 'person'), name='one_presence_per_person')],
            },
        ),
        migrations.CreateModel(
            name='Redaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500)),
                ('places', models.PositiveIntegerField(help_text='In how many that everybody who reads here may look at')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('judgement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='redactions', to='selfassessment.judgement')),
            ],
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.PositiveSmallIntegerField()),
                ('reason', models.TextField()),
                ('confidence', models.CharField(blank=True, choices=[('high', 'High: we could show it today'), ('medium', 'Medium: some of it would be questioned'), ('low', 'Low: we would struggle to show it')], max_length=8)),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('judgement', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='score', to='selfassessment.judgement')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('value__gte', 1), ('value__lte', 4)), name='score_value_is_1_to_4'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='score_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('note', models.CharField(blank=True, max_length=2000)),
                ('decision', models.CharField(blank=True, choices=[('agreed', 'Agreed'), ('changes-requested', 'Changes requested'), ('taken-back', 'Taken back')], max_length=20)),
                ('decided_at', models.DateTimeField(null=True)),
                ('what_to_change', models.CharField(blank=True, max_length=4000)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('judgement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='submissions', to='selfassessment.judgement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('decision', '')), fields=('judgement',), name='one_submission_waits_per_section'), models.CheckConstraint(condition=models.Q(models.Q(('decision', ''), ('decided_at__isnull', True)), models.Q(models.Q(('decision', ''), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='submission_decided_with_its_time'), models.CheckConstraint(condition=models.Q(models.Q(('decision', 'changes-requested'), _negated=True), models.Q(('what_to_change', ''), _negated=True), _connector='OR'), name='changes_requested_say_which')],
            },
        ),
        migrations.CreateModel(
            name='ChecklistAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(blank=True, choices=[('yes', 'Yes'), ('partly', 'Partly'), ('no', 'Not yet'), ('not-applicable', 'Does not apply')], max_length=16)),
                ('note', models.CharField(blank=True, max_length=2000)),
                ('version', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checklist_answers', to='assurance.round')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='selfassessment.checklistitem')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'item'), name='one_answer_per_round_and_item')],
            },
        ),
        migrations.CreateModel(
            name='LateText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='Within its part, for its address')),
                ('started_from', models.PositiveIntegerField(help_text='The version the person had before them')),
                ('text', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('redacted_at', models.DateTimeField(help_text='When words were taken out of it for good', null=True)),
                ('settled_at', models.DateTimeField(help_text='When its writer chose the other text', null=True)),
                ('was_flagged', models.BooleanField(default=False, help_text='Whether something in it looked like personal data when it was kept: see guard.py')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('part_text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='late_texts', to='selfassessment.parttext')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('part_text', 'number'), name='late_text_number_once')],
            },
        ),
        migrations.CreateModel(
            name='KeptFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(max_length=16)),
                ('figure', models.CharField(help_text='The reference or number it is about', max_length=400)),
                ('because', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('part_text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kept_figures', to='selfassessment.parttext')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('part_text', 'mark'), name='kept_figure_once'), models.CheckConstraint(condition=models.Q(('because', ''), _negated=True), name='kept_figure_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='ProgressNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=2000)),
                ('rag', models.CharField(blank=True, choices=[('red', 'Red: off track'), ('amber', 'Amber: at risk'), ('green', 'Green: on track')], max_length=6)),
                ('at', models.DateTimeField()),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='selfassessment.action')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_progress_note_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_version', models.PositiveIntegerField()),
                ('version', models.PositiveIntegerField()),
                ('text', models.TextField(blank=True)),
                ('began_at', models.DateTimeField()),
                ('at', models.DateTimeField()),
                ('sealed', models.BooleanField(default=False)),
                ('restored_from', models.PositiveIntegerField(help_text='The version whose text was brought back', null=True)),
                ('redacted_at', models.DateTimeField(help_text='When words were taken out of it for good', null=True)),
                ('was_flagged', models.BooleanField(default=False, help_text='Whether something in it looked like personal data when it was kept: see guard.py')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('part_text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='selfassessment.parttext')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('part_text', 'version'), name='revision_version_once'), models.CheckConstraint(condition=models.Q(('first_version__lte', models.F('version'))), name='revision_versions_in_order')],
            },
        ),
        migrations.CreateModel(
            name='CategoryScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.PositiveSmallIntegerField()),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='assurance.evidencecategory')),
                ('score', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='category_scores', to='selfassessment.score')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('value__gte', 1), ('value__lte', 4)), name='category_score_value_is_1_to_4'), models.UniqueConstraint(fields=('score', 'category'), name='category_scored_once')],
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(help_text='The word in its address', max_length=10, unique=True)),
                ('pointer', models.CharField(blank=True, help_text='Page or section', max_length=120)),
                ('shows', models.CharField(help_text='One line on what it shows', max_length=300)),
                ('needs_review', models.BooleanField(default=False, help_text='Carried over from an earlier round, not yet confirmed')),
                ('at', models.DateTimeField()),
                ('action', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='selfassessment.action')),
                ('answer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='selfassessment.checklistanswer')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('i_statement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='assurance.istatement')),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='selfassessment.evidence')),
                ('judgement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='selfassessment.judgement')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('action__isnull', True), ('answer__isnull', True), ('judgement__isnull', False)), models.Q(('action__isnull', False), ('answer__isnull', True), ('i_statement__isnull', True), ('judgement__isnull', True)), models.Q(('action__isnull', True), ('answer__isnull', False), ('i_statement__isnull', True), ('judgement__isnull', True)), _connector='OR'), name='a_citation_backs_one_thing')],
            },
        ),
        migrations.RunPython(add, remove),
    ]
