"""How allauth makes accounts here: nobody signs up; a system administrator adds people."""

from allauth.account.adapter import DefaultAccountAdapter


class LocalAccountAdapter(DefaultAccountAdapter):
    """Local accounts only, made by an administrator."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": (
            "There have been too many tries with a wrong password. Wait five minutes, then try again, "
            "or ask your administrator for a new password link."
        ),
        "email_password_mismatch": "The e-mail address or the password is not right. Check both and try again.",
    }

    def is_open_for_signup(self, request) -> bool:
        """Nobody signs up by themselves."""
        return False
