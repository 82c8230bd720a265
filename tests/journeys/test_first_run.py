"""A fresh installation: choose the council, become its administrator, add a colleague, hand out the work."""

import re


def test_a_council_sets_itself_up_and_gives_its_first_statement_to_an_officer(fresh_service, visitor):
    chris = visitor(fresh_service)
    chris.goes_to("/")
    assert chris.page.url.endswith("/first-run/")
    token = re.search(r"token\W+([\w-]{12,})", fresh_service.said, re.IGNORECASE).group(1)
    chris.presses("Set up")
    chris.sees("There is a problem")
    _fill(chris, token="wrong")
    chris.presses("Set up")
    chris.sees("That is not the token.")
    assert chris.page.get_by_label("Your name").input_value() == "Chris Okafor"
    _fill(chris, token=token)
    chris.presses("Set up")
    chris.sees("Sign in, then add your colleagues.")
    chris.signs_in("chris@hartlepool.example", "three unrelated words")
    chris.clicks("Settings")
    chris.clicks("People and roles")
    chris.clicks("Add somebody", role="button")
    chris.page.get_by_label("Name", exact=True).fill("Dana Whitlock")
    chris.page.get_by_label("E-mail address").fill("dana@hartlepool.example")
    chris.page.get_by_label("Officer").check()
    chris.presses("Add them")
    chris.sees("Dana Whitlock is added.")
    chris.presses("Make a password link")
    link = chris.page.locator("code").inner_text()

    chris.goes_to("/2027/people/")
    chris.sees("10 of 10 sections have no owner yet.")
    chris.clicks("Change who has Safeguarding")
    chris.page.get_by_label("Owner").select_option(label="Dana Whitlock")
    chris.presses("Save")
    chris.sees("Saved who has “Safeguarding”.")

    dana = visitor(fresh_service)
    dana.page.goto(link)
    dana.looks()
    for field in dana.page.locator("input[type=password]").all():
        field.fill("copper lantern orchard")
    dana.page.locator("main button[type=submit]").first.click()
    dana.page.wait_for_load_state()
    dana.signs_in("dana@hartlepool.example", "copper lantern orchard")
    dana.sees("Safeguarding")
    dana.clicks("Safeguarding")
    dana.sees("Nothing written yet.")
    dana.clicks("Write this section", role="button")

    late = visitor(fresh_service)
    late.goes_to("/first-run/")
    assert "/first-run/" not in late.page.url  # it can be done once only


def _fill(chris, *, token: str) -> None:
    chris.page.get_by_label("Set-up token").fill(token)
    chris.page.get_by_label("Your council").select_option(label="Hartlepool")
    chris.page.get_by_label("Name of your first round").fill("2027 annual self-assessment")
    chris.page.get_by_label("Its short address").fill("2027")
    chris.page.get_by_label("Your name").fill("Chris Okafor")
    chris.page.get_by_label("Your e-mail address").fill("chris@hartlepool.example")
    chris.page.get_by_label("Choose a password").fill("three unrelated words")
