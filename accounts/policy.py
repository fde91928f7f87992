"""Who may sign up, and who decides it."""

from typing import NamedTuple

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.arrivals import carried_invite
from accounts.invites import revoke_members_invites
from accounts.models import SitePolicy, User
from accounts.site_changes import change_site
from accounts.ways import other_sites


def may_sign_up(request: HttpRequest, *proven: str) -> bool:
    """Whether this visitor may become a person here: the first one always, and with an invite, but
    where nobody may.

    `proven`: e-mail addresses that another site showed to be theirs.
    """
    policy = SitePolicy.current()
    if not User.objects.exists() or policy.admits(*proven):
        return True
    return not policy.is_shut and carried_invite(request.session) is not None


class Refusal(NamedTuple):
    words: str
    advice: str


def refusal() -> Refusal:
    """Why somebody may not sign up, and what they can do about it."""
    policy, ask = SitePolicy.current(), _("Ask somebody who is here for an invite link.")
    if policy.is_shut:
        return Refusal(_("This site takes in nobody new."), _("Ask those who run it."))
    if not policy.needs_domain:
        return Refusal(_("Sign-up here is by invitation."), ask)
    domains = _(" and ").join(policy.domains.split())
    words = _("Sign-up here is for %(domains)s addresses.") % {"domains": domains}
    show = _("Continue with Google or OpenID to show that you have one, or ask for an invite link.")
    return Refusal(words, show if other_sites() else ask)


def can_invite_to_site(user: User) -> bool:
    """Letting somebody into the site as such: the owner, or everybody where it is open anyway."""
    policy = SitePolicy.current()
    return policy.is_open or (user.is_owner and not policy.is_shut)


@transaction.atomic
def set_policy(*, signup: str, domains: str, by: User | None = None) -> SitePolicy:
    """Decide who may sign up; where it is no longer anyone, members' links to the site end."""
    policy = change_site(by=by, signup=signup, domains=domains)
    if not policy.is_open:
        revoke_members_invites()
    return policy
