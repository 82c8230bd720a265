"""Answering a checklist; two at once lose nothing."""

from assurance.models import Event
from selfassessment.models import ChecklistAnswer
from tests.pages import get, leads_to, post, refuses
from tests.selfassessment.promising import answer

HERE = ("checklist_answer", "2027", "nine-tips")


def filled(page, **changed) -> dict:
    names = {given["name"] for tag, given in page.elements if tag in {"input", "textarea"} and given.get("name")}
    kept = {n: page._values.get(n, "") for n in names if n.startswith(("answer-", "note-", "version-"))}
    return kept | {name.replace("__", "-"): value for name, value in changed.items()}


def test_answers_are_saved_with_who_and_when_and_told(signed_in, northmoor):
    client = signed_in(northmoor.aisha)
    page = get(client, *HERE)
    sent = post(
        client, *HERE, **filled(page, answer__evidence="partly", note__evidence="Not all.", answer__rigour="no")
    )
    assert leads_to(sent, "checklist", "2027", "nine-tips")
    assert "2 answers are saved." in get(client, "checklist", "2027", "nine-tips").words
    held = ChecklistAnswer.objects.get(item__slug="evidence")
    assert (held.answer, held.note, held.by, held.version) == ("partly", "Not all.", northmoor.aisha, 1)
    assert ChecklistAnswer.objects.count() == 2
    event = Event.objects.get(verb="answered", after__note="Not all.")
    assert event.after == {"answer": "Partly", "note": "Not all."}


def test_saving_what_has_not_changed_says_so(signed_in, northmoor, now):
    answer(northmoor.round, "nine-tips", "evidence", "yes", northmoor.aisha, now)
    client = signed_in(northmoor.aisha)
    post(client, *HERE, **filled(get(client, *HERE)))
    assert "Nothing had changed" in get(client, "checklist", "2027", "nine-tips").words
    assert ChecklistAnswer.objects.get().version == 1


def test_a_stale_answer_overwrites_nothing_and_both_are_shown(signed_in, northmoor, now):
    client = signed_in(northmoor.aisha)
    mine = get(client, *HERE)
    answer(northmoor.round, "nine-tips", "evidence", "no", northmoor.helen, now, note="Helen's.")
    page = post(client, *HERE, **filled(mine, answer__evidence="yes", note__evidence="Mine.", answer__rigour="yes"))
    refuses(page, "Helen Sowerby answered “Is every claim backed by evidence", status=409)
    assert "two answers" in page.words
    assert "Helen's." in page.words
    assert ChecklistAnswer.objects.get(item__slug="evidence").note == "Helen's."
    assert ChecklistAnswer.objects.get(item__slug="rigour").answer == "yes"
    assert page.value("note-evidence") == "Mine."
    assert post(client, *HERE, **filled(page)).status == 302
    assert ChecklistAnswer.objects.get(item__slug="evidence").note == "Mine."
    assert ChecklistAnswer.objects.get(item__slug="rigour").version == 1


def test_bad_answers_are_refused_and_stay_on_the_page(signed_in, northmoor):
    client = signed_in(northmoor.aisha)
    page = get(client, *HERE)
    refuses(post(client, *HERE, **filled(page, answer__evidence="perhaps")), "Choose one of the answers.")
    long = post(client, *HERE, **filled(page, note__evidence="x" * 2001))
    refuses(long, "This note is 2001 characters long. Keep it to 2,000 or fewer.", "note-evidence")
    assert long.value("note-evidence") == "x" * 2001
    assert not ChecklistAnswer.objects.exists()
