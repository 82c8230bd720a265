"""Signing in: local accounts an administrator makes, a lock after wrong tries, links for choosing a password."""

import pytest
from django.urls import reverse

from assurance.models import User
from assurance.operations.people import add_person
from assurance.roles import Role
from tests.conftest import PASSWORD
from tests.pages import Page, get, leads_to, post, refuses

WRONG = "The e-mail address or the password is not right. Check both and try again."
LOCKED = "There have been too many tries with a wrong password. Wait five minutes"


def sign_in(client, email: str, password: str = PASSWORD) -> Page:
    return post(client, "account_login", login=email, password=password)


def test_a_person_signs_in_with_their_e_mail_address_in_any_capitals(client, aisha):
    assert leads_to(sign_in(client, "Aisha@Northmoor.Example"), "home")
    assert get(client, "home").heading == "Your work"


def test_cookies_are_kept_from_scripts(client, aisha):
    get(client, "account_login")
    sign_in(client, aisha.email)
    assert set(client.cookies) == {"prepare-session", "prepare-csrf"}
    for cookie in client.cookies.values():
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key


def test_a_page_asked_for_without_signing_in_is_reached_afterwards(client, aisha):
    asked = reverse("self_assessment", args=["2027"])
    page = Page(client.get(asked))
    assert page.response["Location"] == f"{reverse('account_login')}?next={asked}"
    answer = client.post(page.response["Location"], {"login": aisha.email, "password": PASSWORD, "next": asked})
    assert answer["Location"] == asked


def test_nobody_is_led_to_another_site_after_signing_in(client, aisha):
    answer = client.post(
        reverse("account_login"), {"login": aisha.email, "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert answer["Location"] == reverse("home")


@pytest.mark.parametrize("email", ["aisha@northmoor.example", "nobody@northmoor.example"])
def test_a_wrong_password_and_an_unknown_address_are_told_the_same(client, northmoor, email):
    page = sign_in(client, email, "not-the-password")
    refuses(page, WRONG)
    assert page.value("login") == email
    assert "not-the-password" not in page.html


def test_the_sixth_wrong_try_locks_the_account_even_for_the_right_password(client, aisha):
    for _ in range(5):
        refuses(sign_in(client, aisha.email, "wrong-again"), WRONG)
    refuses(sign_in(client, aisha.email, "wrong-again"), LOCKED)
    refuses(sign_in(client, aisha.email), LOCKED)
    assert get(client, "home").status == 302


def test_a_locked_account_locks_nobody_else_out(client, northmoor):
    for _ in range(6):
        sign_in(client, northmoor.aisha.email, "wrong-again")
    assert leads_to(sign_in(client, northmoor.tom.email), "home")


def test_signing_out_needs_the_form_and_ends_the_session(signed_in, aisha):
    client = signed_in(aisha)
    assert get(client, "account_logout").heading == "Sign out"
    assert get(client, "home").status == 200
    assert post(client, "account_logout").status == 302
    assert leads_to_sign_in(get(client, "home"))


def test_a_page_that_asks_by_itself_while_its_person_signs_in_again_does_not_sign_them_out(signed_in, aisha):
    client = signed_in(aisha)
    ended = client.cookies["prepare-session"].value
    post(client, "account_logout")
    client.cookies["prepare-session"] = ended  # asked before the browser had the new one
    answer = client.post(reverse("statement_here", args=["2027", "equity"]), headers={"accept": "application/json"})
    assert answer.status_code == 401
    assert "prepare-session" not in answer.cookies


def leads_to_sign_in(page: Page) -> bool:
    return page.status == 302 and page.response["Location"].startswith(reverse("account_login"))


def test_nobody_makes_an_account_for_themselves(client, northmoor):
    known = User.objects.count()
    page = get(client, "account_signup")
    assert "Accounts are made by your administrator" in page.heading
    post(client, "account_signup", email="new@northmoor.example", password1=PASSWORD, password2=PASSWORD)
    assert User.objects.count() == known


def test_the_sign_in_page_offers_no_way_to_make_an_account(client, northmoor):
    assert reverse("account_signup") not in get(client, "account_login").html


def test_nobody_changes_the_address_they_sign_in_with(signed_in, aisha):
    """Whoever could add an address would be able to take over somebody else's invitation."""
    from allauth.account.models import EmailAddress

    client = signed_in(aisha)
    page = get(client, "account_email")
    assert "aisha@northmoor.example" in page.words
    assert "ask your administrator" in page.words
    assert post(client, "account_email", action_add="", email="other@elsewhere.example").status == 405
    assert not EmailAddress.objects.filter(email="other@elsewhere.example").exists()
    aisha.refresh_from_db()
    assert aisha.email == "aisha@northmoor.example"


def test_there_is_no_signing_in_by_a_code(client, aisha):
    assert client.get("/accounts/login/code/").status_code == 404
    answer = client.get(reverse("account_confirm_login_code"))
    assert answer.status_code in {302, 404}
    assert "_auth_user_id" not in client.session


def test_an_administrator_makes_a_link_with_which_a_new_person_chooses_a_password(client, northmoor, now):
    new = add_person(
        council=northmoor.council, email="new@northmoor.example", name="Noor Elahi", roles=[Role.OFFICER],
        by=northmoor.callum, at=now,
    )  # fmt: skip
    refuses(sign_in(client, new.email, ""), "This field is required")
    client.force_login(northmoor.callum)
    link = link_on(post(client, "settings_person_link", new.pk))
    client.logout()

    form = Page(client.get(link, follow=True))
    assert form.heading == "Choose a new password"
    here = form.response.redirect_chain[-1][0]
    for short in ["short", "password1234", "123456789012"]:
        refused = Page(client.post(here, {"password1": short, "password2": short}))
        assert refused.title.startswith("Error: ")
        assert refused.problems
    saved = client.post(here, {"password1": "three unrelated words", "password2": "three unrelated words"})
    assert saved.status_code == 302
    assert Page(client.get(saved["Location"])).heading == "Your password is changed"
    assert leads_to(sign_in(client, new.email, "three unrelated words"), "home")


def test_a_password_link_works_once(client, northmoor):
    client.force_login(northmoor.callum)
    link = link_on(post(client, "settings_person_link", northmoor.aisha.pk))
    client.logout()
    here = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(here, {"password1": "three unrelated words", "password2": "three unrelated words"})
    client.logout()
    assert Page(client.get(link, follow=True)).heading == "This link no longer works"


def test_a_password_link_of_one_person_does_not_open_for_another(client, northmoor):
    client.force_login(northmoor.callum)
    link = link_on(post(client, "settings_person_link", northmoor.aisha.pk))
    theirs = link_on(post(client, "settings_person_link", northmoor.ruth.pk))
    client.logout()
    mixed = theirs.rpartition("/key/")[0] + "/key/" + theirs.rpartition("/key/")[2].partition("-")[0]
    mixed += "-" + link.rpartition("/key/")[2].partition("-")[2]
    assert Page(client.get(mixed, follow=True)).heading == "This link no longer works"


def link_on(page: Page) -> str:
    words = page.words[page.words.index("http://testserver") :]
    return words.split()[0].removeprefix("http://testserver")


def test_a_person_changes_their_password_knowing_the_old_one(signed_in, client, aisha):
    signed_in(aisha)
    refused = post(
        client, "account_change_password", oldpassword="not it", password1="three unrelated words",
        password2="three unrelated words",
    )  # fmt: skip
    assert refused.title.startswith("Error: ")
    changed = post(
        client, "account_change_password", oldpassword=PASSWORD, password1="three unrelated words",
        password2="three unrelated words",
    )  # fmt: skip
    assert changed.status == 302
    client.logout()
    assert leads_to(sign_in(client, aisha.email, "three unrelated words"), "home")


def test_an_account_that_is_switched_off_does_not_open(client, aisha):
    User.objects.filter(pk=aisha.pk).update(is_active=False)  # there is no page for it yet
    page = sign_in(client, aisha.email)
    assert page.status in {200, 302}
    assert leads_to_sign_in(get(client, "home"))


def test_asking_for_a_link_by_e_mail_does_not_tell_who_has_an_account(client, northmoor):
    known = post(client, "account_reset_password", email=northmoor.aisha.email)
    unknown = post(client, "account_reset_password", email="nobody@northmoor.example")
    assert known.status == unknown.status == 302
    assert known.response["Location"] == unknown.response["Location"]


@pytest.mark.parametrize("who", ["aisha", "ruth", "edwin"])
def test_the_reference_tables_are_refused_in_words_to_who_is_no_system_administrator(signed_in, northmoor, who):
    response = signed_in(northmoor.people[who]).get("/admin/", follow=True)
    assert response.status_code == 403
    assert "You can’t open this page" in response.content.decode()


def test_a_shared_computer_keeps_no_page_of_somebody_who_was_signed_in(signed_in, ruth):
    assert "no-store" in signed_in(ruth).get("/2027/self-assessment/").headers["Cache-Control"]
