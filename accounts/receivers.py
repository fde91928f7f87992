"""What accounts do when somebody signs in, by whichever door."""

from accounts.arrivals import take_carried_invite


def follow_invite(sender, *, request, user, **kwargs) -> None:
    take_carried_invite(session=request.session, user=user)
