"""A lead member asks, the officer finds it at home and in the inbox, answers and resolves; the lead member sees it."""


def test_a_question_is_asked_found_answered_and_seen(northmoor_service, visitor):
    edwin, grace = visitor(northmoor_service), visitor(northmoor_service)
    edwin.signs_in("edwin.tarn@northmoor.example")
    edwin.goes_to("/2027/self-assessment/safe-systems/")
    edwin.clicks("Comment on Summary")
    edwin.page.get_by_label("Your comment").fill("x" * 4001)
    edwin.presses("Post the comment")
    edwin.sees("Shorten it by 1.")
    edwin.page.get_by_label("Your comment").fill("What happens in winter?\n\n<script>alert('x')</script>")
    edwin.presses("Post the comment")
    edwin.sees("Your comment is posted. Grace Adeyemi will find it in their inbox.")
    edwin.sees("<script>alert('x')</script>")

    grace.signs_in("grace.adeyemi@northmoor.example")
    grace.sees("Councillor Edwin Tarn commented on Safe systems, pathways and transitions: Summary")
    before = _unread(grace)
    grace.clicks("Inbox", exact=False)
    grace.presses("Councillor Edwin Tarn commented on Safe systems, pathways and transitions: Summary")
    grace.sees("What happens in winter?")
    assert _unread(grace) == before - 1
    answer = grace.page.get_by_label("Your answer")
    answer.press_sequentially("Asked the hubs. @hel")
    offered = grace.page.get_by_role("option", name="Helen Sowerby, Principal social worker")
    offered.wait_for()
    grace.looks()
    answer.press("Enter")
    assert answer.input_value() == "Asked the hubs. @Helen Sowerby "
    assert grace.page.get_by_label("Helen Sowerby, Principal social worker").is_checked()
    answer.press_sequentially("knows more. mail@pri")
    assert not grace.page.get_by_role("listbox").is_visible()
    grace.presses("Post the answer")
    grace.sees("Your answer is posted. Councillor Edwin Tarn and Helen Sowerby will find it in their inbox.")
    grace.clicks("Resolve what Councillor Edwin Tarn said on Summary", role="button")
    grace.sees("Resolved. It is kept, and can be opened again at any time.")

    edwin.goes_to("/")
    edwin.sees("Grace Adeyemi answered a comment on Safe systems, pathways and transitions: Summary")
    edwin.sees("Grace Adeyemi resolved your comment on Safe systems, pathways and transitions: Summary")
    edwin.clicks("Safe systems, pathways and transitions: Summary")
    edwin.sees("Asked the hubs. @Helen Sowerby knows more.")
    edwin.sees("Resolved by Grace Adeyemi")
    edwin.page.get_by_label("Your answer").fill("Thank you. And in the moor parishes?")
    edwin.presses("Post the answer")
    edwin.sees("The comment had been resolved; your answer opened it again.")
    edwin.clicks("Withdraw your comment", exact=False)
    edwin.presses("Withdraw it")
    edwin.sees("its words are gone, that it was there stays")

    edwin.goes_to("/2027/search/?q=hubs")
    edwin.sees("found for “hubs”")
    edwin.goes_to("/inbox/")
    edwin.presses("Mark all as read")
    assert _unread(edwin) == 0


def test_comments_work_without_javascript(northmoor_service, visitor):
    helen = visitor(northmoor_service, javascript=False)
    helen.signs_in("helen.sowerby@northmoor.example")
    helen.goes_to("/2027/self-assessment/learning/")
    helen.clicks("Comment on the section as a whole")
    helen.page.get_by_label("Your comment").fill("Shall we name the teams?")
    helen.page.get_by_text("Tell somebody", exact=True).first.click()
    helen.page.get_by_label("Ruth Calloway, Director of adult social services").check()
    helen.presses("Post the comment")
    helen.sees("told: Ruth Calloway")
    helen.goes_to("/2027/self-assessment/")
    helen.page.get_by_label("Search this round").fill("name the teams")
    helen.presses("Search")
    helen.sees("Open comments (1)")


def _unread(someone) -> int:
    """The count in the frame of the page."""
    said = someone.page.get_by_role("link", name="Inbox").first.inner_text()
    return int("".join(letter for letter in said if letter.isdigit()) or 0)
