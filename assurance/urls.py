"""Addresses of the ground floor. The name of each is its view function's."""

from django.urls import path, register_converter
from django.urls.converters import SlugConverter

from assurance.views import (
    council,
    editions,
    figures,
    first_run,
    health,
    imports,
    inbox,
    local,
    local_measures,
    neighbours,
    people,
    prompts,
    rounds,
    settings,
    timeline,
)


class MeasureConverter(SlugConverter):
    """A measure's word in addresses: never one of the words that stand for a page of figures."""

    regex = r"(?!(?:import|claims|neighbours|local|measures|files)(?:/|\Z))[-a-zA-Z0-9_]+"


register_converter(MeasureConverter, "measure")

urlpatterns = [
    path("council/", council.council_choose, name="council_choose"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/open/", inbox.inbox_open, name="inbox_open"),
    path("inbox/read/", inbox.inbox_read, name="inbox_read"),
    path("figures/", figures.figures, name="figures"),
    path("figures/neighbours/", neighbours.figures_neighbours, name="figures_neighbours"),
    path("figures/neighbours/add/", neighbours.figures_neighbours_add, name="figures_neighbours_add"),
    path(
        "figures/neighbours/<slug:own_list>/remove/",
        neighbours.figures_neighbours_remove,
        name="figures_neighbours_remove",
    ),
    path("figures/<measure:measure>/", figures.figure, name="figure"),
    path("figures/<measure:measure>/<str:filename>", figures.figure_file, name="figure_file"),
    path("first-run/", first_run.first_run, name="first_run"),
    path("accessibility/", health.accessibility, name="accessibility"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("checks/", health.checks, name="checks"),
    path("figures/import/", imports.figures_import, name="figures_import"),
    path("figures/import/<slug:upload>/", imports.figures_file, name="figures_file"),
    path("figures/import/<slug:upload>/progress/", imports.figures_file_progress, name="figures_file_progress"),
    path("figures/import/<slug:upload>/take-back/", imports.figures_file_undo, name="figures_file_undo"),
    path("figures/local/", local.figures_local, name="figures_local"),
    path("figures/local/add/", local.figures_local_add, name="figures_local_add"),
    path("figures/local/template/", local.figures_local_template, name="figures_local_template"),
    path("figures/local/measures/", local_measures.figures_local_measures, name="figures_local_measures"),
    path(
        "figures/local/measures/template/",
        local_measures.figures_local_measures_template,
        name="figures_local_measures_template",
    ),
    path("figures/local/<slug:own>/", local.figures_local_measure, name="figures_local_measure"),
    path("figures/local/<slug:own>/change/", local.figures_local_change, name="figures_local_change"),
    path("settings/", settings.settings_home, name="settings_home"),
    path("settings/council/", settings.settings_council, name="settings_council"),
    path("settings/history/", settings.settings_history, name="settings_history"),
    path("settings/roles/", settings.settings_roles, name="settings_roles"),
    path("settings/people/", people.settings_people, name="settings_people"),
    path("settings/people/add/", people.settings_person_add, name="settings_person_add"),
    path("settings/people/<int:number>/", people.settings_person, name="settings_person"),
    path("settings/people/<int:number>/password-link/", people.settings_person_link, name="settings_person_link"),
    path("settings/editions/", editions.settings_editions, name="settings_editions"),
    path("settings/editions/load/", editions.settings_edition_load, name="settings_edition_load"),
    path("settings/editions/<slug:edition>/", editions.settings_edition, name="settings_edition"),
    path("settings/rounds/", rounds.settings_rounds, name="settings_rounds"),
    path("settings/rounds/add/", rounds.settings_round_add, name="settings_round_add"),
    path("settings/prompts/<slug:edition>/", prompts.settings_prompts, name="settings_prompts"),
    path("settings/prompts/<slug:edition>/parts/add/", prompts.settings_part_add, name="settings_part_add"),
    path("settings/prompts/<slug:edition>/parts/<slug:part>/", prompts.settings_part, name="settings_part"),
    path(
        "settings/prompts/<slug:edition>/statements/<slug:slug>/",
        prompts.settings_statement_prompts,
        name="settings_statement_prompts",
    ),
    path("<slug:round>/people/", rounds.round_people, name="round_people"),
    path("<slug:round>/people/invite/", rounds.round_invite, name="round_invite"),
    path("<slug:round>/people/confirm/", rounds.round_people_confirm, name="round_people_confirm"),
    path("<slug:round>/people/withdraw/<int:number>/", rounds.round_withdraw, name="round_withdraw"),
    path("<slug:round>/people/<slug:statement>/", rounds.round_people_section, name="round_people_section"),
    # The timeline
    path("calendar/<slug:feed>.ics", timeline.calendar_feed, name="calendar_feed"),
    path("<slug:round>/timeline/", timeline.timeline, name="timeline"),
    path("<slug:round>/timeline/start/", timeline.timeline_start, name="timeline_start"),
    path("<slug:round>/timeline/add/", timeline.timeline_add, name="timeline_add"),
    path("<slug:round>/timeline/fix/", timeline.timeline_fix, name="timeline_fix"),
    path("<slug:round>/timeline/file/", timeline.timeline_file, name="timeline_file"),
    path("<slug:round>/timeline/calendar/", timeline.timeline_calendar, name="timeline_calendar"),
    path("<slug:round>/timeline/<slug:milestone>/", timeline.timeline_date, name="timeline_date"),
    path("<slug:round>/timeline/<slug:milestone>/remove/", timeline.timeline_remove, name="timeline_remove"),
    path("<slug:round>/timeline/<slug:milestone>/restore/", timeline.timeline_restore, name="timeline_restore"),
    path("<slug:round>/settings/open/", rounds.round_open, name="round_open"),
    path("<slug:round>/settings/", rounds.round_settings, name="round_settings"),
]
