"""The pictures of a measure from what is held of it: the same for screen, download and paper."""

from dataclasses import dataclass

from assurance.charts import saying
from assurance.charts.drawing import Drawing
from assurance.charts.framing import framed
from assurance.charts.groups import groups_chart
from assurance.charts.ranking import Bar, ranking
from assurance.charts.trends import ENGLAND, MEDIAN, OWN, Course, sparkline, trend_chart
from assurance.comparison import Holding
from assurance.models.metrics import NOT_A_STATISTIC
from assurance.neighbourhood import setting_of
from assurance.readings import Standing, one_line, period_in_words
from assurance.standings import medians, placed, standing

LICENCE = "Crown copyright. Contains public sector information licensed under the Open Government Licence v3.0."
PICTURES = {"ranking": "All councils", "trend": "Over the years", "groups": "Groups of people"}


@dataclass(frozen=True)
class Picture:
    """A chart for screen: for a wide page and for a narrow one, and what it says."""

    kind: str
    heading: str
    wide: str
    narrow: str
    sentence: str


def bars_of(held: Holding) -> list[Bar]:
    """Every council that is counted, in the order of their places, and ours wherever its figure puts it."""
    compared = held.compared
    councils = dict(compared.councils)
    own = compared.own.get(compared.period)
    if own is not None:
        councils[compared.own_code] = own
    region = held.circle.setting.region
    ranks = placed(compared.councils, compared.scale)
    places = {code: rank.place for code, _, rank in ranks}
    return [
        Bar(
            held.circle.name_of(code), value, places.get(code),
            own=code == compared.own_code, neighbour=code in compared.neighbours,
            region=bool(region) and code != compared.own_code and setting_of(code).region == region,
        )
        for code, value, _ in placed(councils, compared.scale)
        if places.get(code) is not None or code == compared.own_code
    ]  # fmt: skip


def courses_of(held: Holding) -> list[Course]:
    """Our line, England's and the neighbours' median, as far as there are any."""
    compared = held.compared
    found = [Course(OWN, held.circle.own.name, compared.own)]
    if any(value.value is not None for value in compared.england.values()):
        found.append(Course(ENGLAND, "England", compared.england))
    if middles := medians(compared):
        found.append(Course(MEDIAN, "Neighbours’ median", middles))
    return found


def drawings_of(held: Holding, stands: Standing, *, narrow: bool = False, name: str = "") -> dict[str, Drawing]:
    """Every picture there is of the measure, by kind."""
    compared, own, short = held.compared, held.circle.own.name, held.line.short
    suffix = "-narrow" if narrow else ""
    found: dict[str, Drawing] = {}
    if compared.councils:
        bars = bars_of(held)
        found["ranking"] = ranking(
            name=f"{name}ranking{suffix}", bars=bars, england=compared.england.get(compared.period),
            scale=compared.scale, region=held.circle.setting.region_name, narrow=narrow,
            title=saying.ranking_sentence(stands, own, short),
            description=saying.ranking_description(bars, compared.scale),
        )  # fmt: skip
    courses = courses_of(held)
    found["trend"] = trend_chart(
        name=f"{name}trend{suffix}", courses=courses, breaks=compared.breaks, scale=compared.scale, narrow=narrow,
        title=saying.trend_sentence(stands, own, short), description=saying.trend_description(courses, compared.scale),
    )  # fmt: skip
    if held.groups:
        found["groups"] = groups_chart(
            name=f"{name}groups{suffix}", own=own, groups=held.groups, scale=compared.scale, narrow=narrow,
            title=saying.groups_sentence(held.groups, own, compared.scale),
            description=saying.groups_description(held.groups, own, compared.scale),
        )  # fmt: skip
    return found


def pictures_of(held: Holding, stands: Standing) -> dict[str, Picture]:
    """The pictures for the measure's page."""
    wide, narrow = drawings_of(held, stands), drawings_of(held, stands, narrow=True)
    return {
        kind: Picture(kind, PICTURES[kind], drawing.svg(), narrow[kind].svg(), drawing.title)
        for kind, drawing in wide.items()
    }


def spark_of(held: Holding, name: str) -> str:
    """The small picture of a list: our line beside England's."""
    compared = held.compared
    title = saying.trend_sentence(standing(compared), held.circle.own.name, held.line.label)
    return sparkline(name=name, own=compared.own, england=compared.england, breaks=compared.breaks, title=title).svg()


def to_take_away(held: Holding, kind: str) -> Drawing | None:
    """A picture to be put into a report, with its heading and its source; None where there is no such picture."""
    drawing = drawings_of(held, standing(held.compared)).get(kind)
    if drawing is None:
        return None
    period = period_in_words(held.compared.period)
    under = {
        "ranking": f"{held.circle.own.name} among all councils, {period}",
        "trend": f"{held.circle.own.name}, {covered(held)}",
        "groups": f"{held.circle.own.name} and England, {period}",
    }[kind]
    unit = "" if held.line.newest.unit == "%" else f" ({held.line.newest.unit})"
    return framed(drawing, heading=f"{held.line.label}{unit}", under=under, source=sources_of(held))


def covered(held: Holding) -> str:
    """The periods a measure is held for."""
    first, last = held.compared.periods[0], held.compared.periods[-1]
    return period_in_words(last) if first == last else f"{period_in_words(first)} to {period_in_words(last)}"


def sources_of(held: Holding) -> list[str]:
    """The lines that must stand wherever figures of this measure are shown."""
    line = held.line
    invented = f"Figures of {held.circle.own.name}: {NOT_A_STATISTIC[0].lower()}{NOT_A_STATISTIC[1:]}."
    if line.is_local and held.compared.invented:
        return [invented]
    if line.is_local:
        source = line.newest.source or line.newest.collection or "its own records"
        return [f"Source: {held.circle.own.name}, {source}. Not a published figure."]
    said = [f"Source: {publication(held)}."]
    if held.compared.neighbours:
        said.append(f"Neighbours: {held.circle.peers.name} ({held.circle.peers.source}).")
    if held.compared.invented:
        said.append(invented)
    said.append(LICENCE)
    return said


def publication(held: Holding) -> str:
    """Who published the figures, and in what."""
    frameworks = {metric.framework for metric in held.line.metrics}
    if not any(framework.startswith("ascof") for framework in frameworks):
        return held.line.newest.source or held.line.framework
    by = "Department of Health and Social Care, NHS England"
    name = f"Adult Social Care Outcomes Framework, England ({by})"
    if held.source == "lg-inform":
        name += ", as given by LG Inform (Local Government Association)"
    collected = held.line.newest.collection
    if collected.startswith("Skills for Care"):
        name += "; estimated by Skills for Care"
    if collected.startswith("CQC"):
        name += "; from data of the Care Quality Commission"
    return name


def reading_of(held: Holding, stands: Standing | None = None) -> str:
    """The measure in one line."""
    return one_line(stands or standing(held.compared))
