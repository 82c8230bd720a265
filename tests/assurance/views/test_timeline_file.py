"""The dates as a file."""

from icalendar import Calendar

from tests.assurance.dating import begun
from tests.selfassessment.visiting import meet


def test_a_signed_in_person_downloads_every_date_and_session(signed_in, northmoor, now):
    begun(northmoor.round, northmoor.priya, now)
    meet(northmoor.round, northmoor.priya, now)
    response = signed_in(northmoor.aisha).get("/2027/timeline/file/")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="northmoor-2027.ics"'
    titles = {str(one.get("SUMMARY")) for one in Calendar.from_ical(response.content).walk("VEVENT")}
    assert {"Notification", "Estimate: Visit begins", "Interview with the director"} <= titles


def test_without_any_date_it_is_an_empty_calendar(signed_in, northmoor):
    response = signed_in(northmoor.aisha).get("/2027/timeline/file/")
    assert not Calendar.from_ical(response.content).walk("VEVENT")
