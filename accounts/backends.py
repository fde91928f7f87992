"""Who a name and a password belong to."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User


class PasswordBackend(AuthenticationBackend):
    """allauth's, which tries an address twice where usernames are taken as well: it would take
    twice as long for somebody who is known here as for a stranger."""

    def authenticate(self, request, **credentials) -> User | None:
        self._tried: set[int] = set()
        return super().authenticate(request, **credentials)

    def _check_password(self, user: User | None, password: str) -> User | None:
        if user is None or user.is_bot or user.pk in self._tried:
            return None
        self._tried.add(user.pk)
        return super()._check_password(user, password)
