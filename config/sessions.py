"""Who asks: the session and the person of every request, found by questions that are composed once."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from assurance.models import User
from assurance.questions import Question


@Question
def session_of(key: str) -> QuerySet[Session]:
    """The session with this key, ended or not."""
    return Session.objects.filter(session_key=key)


@Question
def person_of(number: int) -> QuerySet[User]:
    """The person with this number."""
    return User.objects.filter(pk=number)


class SessionStore(InDatabase):
    """Sessions in the database, as Django keeps them."""

    def _get_session_from_db(self) -> Session | None:
        found = session_of.rows(self.session_key)
        if found and found[0].expire_date > timezone.now():
            return found[0]
        self._session_key = None
        return None


class People(AuthenticationBackend):
    """People sign in as allauth lets them."""

    def get_user(self, user_id: int) -> User | None:
        """Whom a session belongs to, while they may sign in."""
        found = person_of.rows(user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None
