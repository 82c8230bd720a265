"""All tables of the ground floor as they stand, made in one step each instead of piece by piece.

An installation that has run the migrations it replaces goes on from it; a new one begins with it, in a third of the time.
"""

import assurance.models.framework
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('assurance', '0001_ground_floor'), ('assurance', '0002_writing_together'), ('assurance', '0003_prompts_with_stamps'), ('assurance', '0004_current_rounds'), ('assurance', '0005_closed_rounds'), ('assurance', '0006_rounds_succeeded_before'), ('assurance', '0007_figures'), ('assurance', '0008_figures_being_imported'), ('assurance', '0009_figures_stamped')]

    initial = True

    dependencies = [
        ('auth', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='GSS code, or our key for areas that have none', max_length=80, unique=True)),
                ('newer_code', models.CharField(blank=True, help_text='GSS code that replaces it, where there is one', max_length=9)),
                ('previous_codes', models.CharField(blank=True, help_text='older GSS codes, separated by ;', max_length=100)),
                ('cassr_code', models.CharField(blank=True, max_length=8)),
                ('name', models.CharField(max_length=120)),
                ('official_name', models.CharField(blank=True, max_length=200)),
                ('kind', models.CharField(choices=[('council', 'Council'), ('region', 'Region'), ('england', 'England'), ('council type', 'Council type'), ('combined', 'Several councils together')], default='council', max_length=12)),
                ('authority_type', models.CharField(blank=True, max_length=60)),
                ('region', models.CharField(blank=True, max_length=60)),
                ('ended_on', models.DateField(blank=True, help_text='The last day of a council that is no more', null=True)),
                ('successors', models.CharField(blank=True, help_text='What came after it', max_length=200)),
                ('invented', models.BooleanField(default=False, help_text='A made-up council for demonstration and training')),
            ],
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('title', models.CharField(max_length=200)),
                ('published_on', models.DateField()),
                ('dating_note', models.TextField(blank=True)),
                ('publisher', models.CharField(max_length=200)),
                ('licence', models.TextField(blank=True)),
                ('sources', models.JSONField(default=list, help_text='[{title, url, note}]')),
                ('scoring_rules', models.JSONField(help_text="The scoring block of the edition's file: see assurance/editions.py.")),
                ('content_sha256', models.CharField(max_length=64)),
                ('loaded_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True)),
                ('actor_id', models.BigIntegerField(null=True)),
                ('actor_name', models.CharField(max_length=120)),
                ('council_id', models.BigIntegerField(null=True)),
                ('round_id', models.BigIntegerField(null=True)),
                ('section', models.CharField(blank=True, help_text='statement slug, or opening', max_length=60)),
                ('verb', models.CharField(help_text="in officers' words, past tense: scored, wrote", max_length=60)),
                ('subject', models.CharField(max_length=300)),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('about_scores', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['round_id', 'section', '-at'], name='event_by_round_and_section')],
            },
        ),
        migrations.CreateModel(
            name='Council',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('name', models.CharField(max_length=200)),
                ('colour', models.CharField(default='#1d70b8', help_text='House colour, as #rrggbb', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-fA-F]{6}$', 'Give the colour as # and six digits, like #1d70b8.')])),
                ('figures_stamp', models.CharField(blank=True, help_text='Another one after every change of its figures; empty before the first', max_length=32)),
                ('figures_changed_at', models.DateTimeField(blank=True, null=True)),
                ('area', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='assurance.area')),
            ],
        ),
        migrations.CreateModel(
            name='EvidenceCategory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('slug', models.SlugField()),
                ('title', models.CharField(max_length=200)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence_categories', to='assurance.edition')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('edition', 'slug'), name='category_slug_once_in_edition')],
            },
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('slug', models.SlugField()),
                ('title', models.CharField(max_length=200)),
                ('aliases', models.JSONField(default=list, help_text='[{title, where}]')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='themes', to='assurance.edition')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('edition', 'slug'), name='theme_slug_once_in_edition'), models.UniqueConstraint(fields=('edition', 'number'), name='theme_number_once_in_edition')],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('job_title', models.CharField(blank=True, max_length=120)),
                ('is_active', models.BooleanField(default=True)),
                ('is_staff', models.BooleanField(default=False, help_text='May use the reference tables (system administrators)')),
                ('joined_at', models.DateTimeField()),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('chosen_council', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='assurance.council')),
            ],
            options={
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='one_account_per_email')],
            },
        ),
        migrations.CreateModel(
            name='Metric',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('framework', models.SlugField(help_text='ascof-2014, ascof-2023, ascs, sace, sac, workforce or local', max_length=20)),
                ('code', models.CharField(max_length=40)),
                ('slug', models.SlugField(help_text='Its word in addresses, such as ascof-2023-2b1', max_length=80)),
                ('title', models.CharField(max_length=250)),
                ('unit', models.CharField(max_length=60)),
                ('decimals', models.PositiveSmallIntegerField(default=1)),
                ('better', models.CharField(blank=True, choices=[('higher', 'higher is better'), ('lower', 'lower is better'), ('', 'neither')], max_length=6)),
                ('use', models.CharField(choices=[('headline', 'headline'), ('context', 'context'), ('part', 'part of another measure')], default='headline', max_length=8)),
                ('collection', models.CharField(blank=True, help_text='The survey or return it comes from', max_length=120)),
                ('objective', models.CharField(blank=True, max_length=120)),
                ('since', models.CharField(blank=True, max_length=7)),
                ('until', models.CharField(blank=True, max_length=7)),
                ('part_of', models.CharField(blank=True, help_text='The code of the measure it is a part of', max_length=40)),
                ('line', models.SlugField(blank=True, help_text='The same for a measure under its old and new code', max_length=40)),
                ('definition', models.TextField(blank=True)),
                ('caveat', models.TextField(blank=True)),
                ('source', models.CharField(blank=True, max_length=250)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('council', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='metrics', to='assurance.council')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('council', None)), fields=('framework', 'code'), name='metric_code_once_in_a_framework'), models.UniqueConstraint(condition=models.Q(('council__isnull', False)), fields=('council', 'code'), name='metric_code_once_in_a_council'), models.UniqueConstraint(condition=models.Q(('council', None)), fields=('slug',), name='metric_slug_once'), models.UniqueConstraint(condition=models.Q(('council__isnull', False)), fields=('council', 'slug'), name='metric_slug_once_in_a_council'), models.CheckConstraint(condition=models.Q(models.Q(('council', None), models.Q(('framework', 'local'), _negated=True)), models.Q(('council__isnull', False), ('framework', 'local')), _connector='OR'), name='metric_is_a_councils_own_where_local')],
            },
        ),
        migrations.CreateModel(
            name='NeighbourList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60)),
                ('name', models.CharField(max_length=120)),
                ('source', models.CharField(blank=True, max_length=250)),
                ('as_of', models.CharField(blank=True, max_length=40)),
                ('chosen_at', models.DateTimeField(help_text='Since when comparisons use it; the latest is used', null=True)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='neighbour_lists', to='assurance.council')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('council', 'slug'), name='neighbour_list_once')],
            },
        ),
        migrations.CreateModel(
            name='PromptSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('source', models.TextField(blank=True)),
                ('note', models.TextField(blank=True)),
                ('dated', models.DateField()),
                ('guidance', models.JSONField(default=dict, help_text='{statement slug: a paragraph}')),
                ('content_sha256', models.CharField(blank=True, max_length=64)),
                ('stamp', models.CharField(default=assurance.models.framework.new_stamp, help_text='Another one after every change', max_length=32)),
                ('council', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='assurance.council')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prompt_sets', to='assurance.edition')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('edition', 'council'), name='one_prompt_set_per_edition_and_council'), models.UniqueConstraint(condition=models.Q(('council__isnull', True)), fields=('edition',), name='one_starting_set_per_edition')],
            },
        ),
        migrations.CreateModel(
            name='QualityStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(help_text='1 to 9, the order of the edition')),
                ('slug', models.SlugField()),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('source', models.JSONField(default=dict, help_text='{title, url}')),
                ('aliases', models.JSONField(default=list, help_text='[{title, where}]')),
                ('care_act', models.JSONField(default=list, help_text='Confirmed sections only: [{sections, title}]')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='assurance.edition')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='assurance.theme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('edition', 'slug'), name='statement_slug_once_in_edition'), models.UniqueConstraint(fields=('edition', 'number'), name='statement_number_once_in_edition')],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('payload', models.JSONField(default=dict, help_text='row ids and plain options, never content')),
                ('state', models.CharField(choices=[('queued', 'Waiting its turn'), ('running', 'Being made'), ('finished', 'Finished'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='queued', max_length=10)),
                ('progress', models.PositiveSmallIntegerField(default=0, help_text='percent')),
                ('step', models.CharField(blank=True, help_text='what is being done now, in plain words', max_length=200)),
                ('attempt', models.PositiveSmallIntegerField(default=0, help_text='rises with every claim; only the latest counts')),
                ('lost', models.PositiveSmallIntegerField(default=0, help_text='how often its process was lost')),
                ('worker', models.CharField(blank=True, help_text='host, boot, process and its start time', max_length=200)),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(help_text='when its message was last given to the queue')),
                ('started_at', models.DateTimeField(null=True)),
                ('heartbeat_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('error', models.TextField(blank=True, help_text='a sentence an officer can read')),
                ('council', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='assurance.council')),
                ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'heartbeat_at'], name='job_by_state_and_heartbeat')],
                'constraints': [models.CheckConstraint(condition=models.Q(('progress__lte', 100)), name='job_progress_is_percent'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['finished', 'failed', 'cancelled'])), models.Q(('ended_at__isnull', True), ('state__in', ['queued', 'running'])), _connector='OR'), name='job_ended_when_over')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('officer', 'Officer'), ('psw', 'Principal social worker'), ('auditor', 'Practice auditor'), ('programme-manager', 'Programme manager'), ('director', 'Director'), ('lead-member', 'Lead member'), ('data-admin', 'Data administrator'), ('system-admin', 'System administrator'), ('challenger', 'Challenger (invited)')], max_length=24)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='assurance.council')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'council', 'role'), name='role_once_per_person_and_council'), models.CheckConstraint(condition=models.Q(('role__in', ['officer', 'psw', 'auditor', 'programme-manager', 'director', 'lead-member', 'data-admin', 'system-admin', 'challenger'])), name='membership_role_is_known')],
            },
        ),
        migrations.CreateModel(
            name='MetricSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('published', 'Published by DHSC or NHS England'), ('lg-inform', 'LG Inform'), ('own', 'The council’s own'), ('invented', 'Invented for demonstration')], max_length=10)),
                ('disaggregation', models.CharField(default='Total', max_length=80)),
                ('type', models.CharField(choices=[('outcome', 'outcome'), ('numerator', 'numerator'), ('denominator', 'denominator'), ('base', 'base'), ('respondents', 'respondents'), ('margin of error', 'margin of error')], default='outcome', max_length=15)),
                ('period', models.CharField(help_text='2024-25, or a day as 2026-10-31', max_length=10)),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assurance.council')),
                ('metric', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='series', to='assurance.metric')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('holder', 'metric', 'source', 'disaggregation', 'type', 'period'), name='metric_series_once')],
            },
        ),
        migrations.CreateModel(
            name='MetricStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('statement', models.SlugField(help_text="The statement's slug, the same in every edition", max_length=60)),
                ('basis', models.CharField(max_length=8)),
                ('because', models.CharField(blank=True, max_length=250)),
                ('metric', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='assurance.metric')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('metric', 'statement'), name='metric_once_at_a_statement')],
            },
        ),
        migrations.CreateModel(
            name='Neighbour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assurance.area')),
                ('list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='neighbours', to='assurance.neighbourlist')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('list', 'area'), name='neighbour_once'), models.UniqueConstraint(fields=('list', 'rank'), name='neighbour_rank_once')],
            },
        ),
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('slug', models.SlugField()),
                ('title', models.CharField(max_length=120)),
                ('help', models.TextField(blank=True)),
                ('word_guide', models.PositiveIntegerField(default=200, help_text='words')),
                ('scope', models.CharField(choices=[('statement', 'Each statement'), ('opening', 'The opening section')], max_length=10)),
                ('per_i_statement', models.BooleanField(default=False, help_text='Written once against each I statement of the statement, where it has any')),
                ('optional', models.BooleanField(default=False, help_text='Nothing is missing when it stays empty')),
                ('retired', models.BooleanField(default=False)),
                ('prompt_set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='assurance.promptset')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('prompt_set', 'slug'), name='part_slug_once_in_set')],
            },
        ),
        migrations.CreateModel(
            name='IStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('source', models.JSONField(default=dict, help_text='{title, url}')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='i_statements', to='assurance.qualitystatement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('statement', 'number'), name='i_statement_number_once_in_statement')],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text='The word in every address of this round', unique=True)),
                ('title', models.CharField(max_length=120)),
                ('due_on', models.DateField(blank=True, help_text='When the self-assessment has to be ready', null=True)),
                ('started_at', models.DateTimeField()),
                ('current_since', models.DateTimeField(blank=True, help_text='Since when it is the round people find on Home; the latest of them is', null=True)),
                ('closed_at', models.DateTimeField(blank=True, help_text='Since when it stays as it was: a later round became the current one', null=True)),
                ('scores_shared_at', models.DateTimeField(blank=True, help_text='Since when invited lead members may see scores', null=True)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='assurance.council')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='assurance.edition')),
                ('goes_on_in', models.ForeignKey(blank=True, help_text='Where work goes on once it is closed', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='assurance.round')),
                ('previous', models.ForeignKey(blank=True, help_text='The round it was carried over from', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='assurance.round')),
                ('prompt_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='assurance.promptset')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('closed_at__isnull', False), ('goes_on_in__isnull', True), _connector='OR'), name='only_a_closed_round_goes_on_elsewhere')],
            },
        ),
        migrations.CreateModel(
            name='Subtopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('prompt_set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subtopics', to='assurance.promptset')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subtopics', to='assurance.qualitystatement')),
            ],
        ),
        migrations.CreateModel(
            name='ImportedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.SlugField(help_text='Its word in the address', max_length=40)),
                ('source', models.CharField(choices=[('published', 'Published by DHSC or NHS England'), ('lg-inform', 'LG Inform'), ('own', 'The council’s own'), ('invented', 'Invented for demonstration')], max_length=10)),
                ('name', models.CharField(max_length=200)),
                ('file', models.FileField(blank=True, upload_to='figures/%Y/')),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('year', models.CharField(blank=True, help_text='The year a person said the file is for', max_length=7)),
                ('shape', models.CharField(blank=True, max_length=60)),
                ('release', models.CharField(blank=True, help_text='Such as: corrected reissue, January 2026', max_length=120)),
                ('status', models.CharField(choices=[('received', 'Being read'), ('asking', 'Waiting for your answer'), ('previewed', 'Waiting for you to decide'), ('importing', 'Being imported'), ('imported', 'Imported'), ('undone', 'Taken back'), ('discarded', 'Not imported'), ('refused', 'Could not be read')], default='received', max_length=10)),
                ('said', models.TextField(blank=True, help_text='The sentence people are told where something went wrong')),
                ('answers', models.JSONField(default=dict, help_text='What a person said where the file is silent: the year, a measure')),
                ('counts', models.JSONField(default=dict, help_text='Cells by what became, or would become, of them')),
                ('findings', models.JSONField(default=dict, help_text='Rejected places, unknown areas and measures, warnings, samples of changes')),
                ('uploaded_at', models.DateTimeField()),
                ('imported_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imported_files', to='assurance.council')),
                ('imported_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='assurance.job')),
            ],
            options={
                'indexes': [models.Index(fields=['council', 'sha256'], name='imported_file_by_content')],
                'constraints': [models.UniqueConstraint(fields=('council', 'reference'), name='imported_file_reference_once')],
            },
        ),
        migrations.CreateModel(
            name='PositionLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='assurance.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'person'), name='one_look_per_person_and_round')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sentence', models.CharField(help_text='Such as: Helen Sowerby mentioned you in Equity: Summary', max_length=300)),
                ('page', models.JSONField(help_text='{name, arguments, fragment}: where it leads')),
                ('at', models.DateTimeField()),
                ('seen_at', models.DateTimeField(null=True)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='assurance.council')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='assurance.round')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'council', 'seen_at', '-at'], name='notice_by_person')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateField(blank=True, help_text='The last day it holds; empty: no end', null=True)),
                ('invited_at', models.DateTimeField(null=True)),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='assurance.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'person'), name='one_invitation_per_round')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('owner', 'Owner'), ('contributor', 'Contributor'), ('reviewer', 'Reviewer')], max_length=12)),
                ('needs_review', models.BooleanField(default=False, help_text='Carried over from an earlier round, not yet confirmed')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to=settings.AUTH_USER_MODEL)),
                ('statement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='assurance.qualitystatement')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='assurance.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'statement', 'person'), name='one_assignment_per_statement'), models.UniqueConstraint(condition=models.Q(('statement__isnull', True)), fields=('round', 'person'), name='one_opening_assignment'), models.UniqueConstraint(condition=models.Q(('kind', 'owner')), fields=('round', 'statement'), name='one_owner_per_statement'), models.UniqueConstraint(condition=models.Q(('kind', 'owner'), ('statement__isnull', True)), fields=('round',), name='one_opening_owner')],
            },
        ),
        migrations.CreateModel(
            name='Prompt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('subtopic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prompts', to='assurance.subtopic')),
            ],
        ),
        migrations.CreateModel(
            name='MetricValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.FloatField(null=True)),
                ('reason', models.CharField(blank=True, choices=[('suppressed', 'suppressed'), ('not available', 'not available'), ('not applicable', 'not applicable')], max_length=14)),
                ('note', models.CharField(blank=True, help_text='blank, false zero, bracketed or marked', max_length=12)),
                ('printed', models.CharField(blank=True, max_length=60)),
                ('area', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assurance.area')),
                ('file', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assurance.importedfile')),
                ('series', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='values', to='assurance.metricseries')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('series', 'area'), name='metric_value_once'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('value__isnull', False)), models.Q(('value__isnull', True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='metric_value_or_reason')],
            },
        ),
        migrations.CreateModel(
            name='ReplacedValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.FloatField(null=True)),
                ('reason', models.CharField(blank=True, choices=[('suppressed', 'suppressed'), ('not available', 'not available'), ('not applicable', 'not applicable')], max_length=14)),
                ('note', models.CharField(blank=True, max_length=12)),
                ('printed', models.CharField(blank=True, max_length=60)),
                ('area', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assurance.area')),
                ('file', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='replaced', to='assurance.importedfile')),
                ('from_file', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assurance.importedfile')),
                ('series', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assurance.metricseries')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('file', 'series', 'area'), name='replaced_value_once'), models.CheckConstraint(condition=models.Q(('file', models.F('from_file')), _negated=True), name='replaced_value_of_another_file')],
            },
        ),
        migrations.CreateModel(
            name='StagedSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('disaggregation', models.CharField(max_length=80)),
                ('type', models.CharField(max_length=15)),
                ('period', models.CharField(max_length=10)),
                ('file', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='staged_series', to='assurance.importedfile')),
                ('metric', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assurance.metric')),
                ('series', models.ForeignKey(db_constraint=False, db_index=False, help_text='The one that is held, when it was last looked for', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='assurance.metricseries')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('file', 'number'), name='staged_series_number_once')],
            },
        ),
        migrations.CreateModel(
            name='StagedValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('value', models.FloatField(null=True)),
                ('reason', models.CharField(blank=True, max_length=14)),
                ('note', models.CharField(blank=True, max_length=12)),
                ('printed', models.CharField(blank=True, max_length=60)),
                ('area', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='assurance.area')),
                ('file', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='staged_values', to='assurance.importedfile')),
            ],
        ),
    ]
