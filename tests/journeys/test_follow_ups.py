"""What the regulator asks later stands on its owner's Home, is answered within hours, and is read by all who answer."""


def test_a_request_is_written_down_answered_and_noted_as_sent(northmoor_service, visitor):
    priya = visitor(northmoor_service)
    priya.signs_in("priya.nair@northmoor.example")
    priya.goes_to("/2027/return/requests/")
    priya.sees("1 is late.")
    priya.presses("Write down a request")
    priya.page.get_by_label("What is asked for?").fill("How many people waited last week.")
    priya.page.get_by_label("Who asked?").fill("Lead assessor")
    priya.page.get_by_label("Who answers it?").select_option(label="Aisha Rahman")
    priya.presses("Write it down")
    priya.sees("is written down.")
    request = priya.page.url.rstrip("/").rpartition("/")[2]

    aisha = visitor(northmoor_service)
    aisha.signs_in("aisha.rahman@northmoor.example")
    aisha.goes_to("/")
    aisha.sees(f"{request} How many people waited last week.")
    aisha.clicks(f"{request} How many people waited last week.")
    aisha.presses("Answer it")
    aisha.page.get_by_label("Words in its title or summary").fill("Waiting well")
    aisha.presses("Search")
    aisha.page.get_by_label("Waiting well").check()
    aisha.page.get_by_label("Page or section").fill("section 2")
    aisha.presses("Add the document")
    aisha.sees("It is in the answer.")
    aisha.presses("Go on: mark as sent")
    aisha.page.get_by_label("How was it sent?").fill("By secure mail")
    aisha.presses("It was sent")
    aisha.sees("What was sent")
    aisha.sees("section 2")

    tom = visitor(northmoor_service, javascript=False)
    tom.signs_in("tom.birkett@northmoor.example")
    tom.goes_to("/2027/return/requests/?show=sent")
    tom.sees("How many people waited last week.")
