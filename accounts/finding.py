"""Finding somebody by their exact phone number, and texting an invitation to whoever has it."""

from collections.abc import Callable
from datetime import timedelta

from accounts import phones, sms
from accounts.allowances import Ceiling, spend_all
from accounts.invites import make_invite, revoke_invite
from accounts.models import Invite, User
from accounts.sms.errors import TextNotSent
from accounts.sms.wording import invite_text

# Numbers are guessed by the thousand, and a friend's is looked up once.
LOOKS = (Ceiling("look by number", 20, 3_600), Ceiling("look by number", 50, 86_400))
TEXTED_INVITES = Ceiling("texted invite", 5, 86_400)
LIFETIME = timedelta(days=7)


def find_by_number(*, by: User, number: str) -> User | None:
    """Whoever proved the number and lets themself be found by it. Raises Spent.

    Nobody and somebody who does not want to be found are the same: one query, one answer.
    """
    spend_all(*((ceiling, str(by.pk)) for ceiling in LOOKS))
    owner = phones.owner_of(number)
    return owner if owner and owner.is_active and owner.found_by_phone else None


def invite_by_text(
    *, by: User, number: str, address: str, link_to: Callable[[Invite], str]
) -> Invite:
    """Text somebody a link that lets one person in, for a week. Raises Spent or TextNotSent.

    `address`: where the request came from. `link_to` makes an invite's address.
    """
    spend_all((TEXTED_INVITES, str(by.pk)))
    invite = make_invite(by=by, room_id=None, lifetime=LIFETIME, uses=1)
    try:
        sms.send_text(number, invite_text(str(by), link_to(invite)), address)
    except TextNotSent:
        revoke_invite(invite=invite, by=None)
        raise
    return invite
