"""People who come by another site."""

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts import people, ways
from accounts.arrivals import SignupClosed, admit
from accounts.models import User
from accounts.policy import may_sign_up
from accounts.views.closed import signup_closed


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict) -> User:
        user = super().populate_user(request, sociallogin, data)
        names = f"{data.get('first_name') or ''} {data.get('last_name') or ''}"
        # Google's full name is no common field to allauth.
        full_name = data.get("name") or sociallogin.account.extra_data.get("name")
        user.name = people.name_of(full_name, names, data.get("username"))
        return user

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Only an address that the account has proven, too: whoever merely claims one must not
        share the account that its owner comes into (promise P19)."""
        found = super().authenticate_by_email(sociallogin)
        if found and EmailAddress.objects.filter(
            user=found[0], email__iexact=found[1], verified=True
        ):
            return found
        return None

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        if may_sign_up(request, *_proven(sociallogin)):
            return True
        raise ImmediateHttpResponse(signup_closed(request))

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form=None) -> User:
        """Add the person before allauth saves the rest, so that the site hears of them."""
        user = sociallogin.user
        user.set_unusable_password()
        hints, user.username = (user.username, user.email), ""
        try:
            with transaction.atomic():
                proven = _proven(sociallogin)
                admit(session=request.session, user=user, hints=hints, proven=proven)
                sociallogin.save(request)
        except SignupClosed:
            raise ImmediateHttpResponse(signup_closed(request)) from None
        return user

    def validate_disconnect(self, account: SocialAccount, accounts: QuerySet) -> None:
        lost = [ways.OTHER_SITE] if ways.is_open(account) else []
        if not ways.can_lose(account.user, *lost):
            raise ValidationError(ways.LAST_WAY, code="last_way")


def _proven(sociallogin: SocialLogin) -> tuple[str, ...]:
    return tuple(each.email for each in sociallogin.email_addresses if each.verified)
