"""What a browser or a program sends of a passkey, looked at before allauth takes it apart."""

from collections.abc import Callable
from typing import Any

from fido2.webauthn import AuthenticationResponse, RegistrationResponse


def is_sound(credential: Any) -> bool:
    """Whether it has the shape of what WebAuthn gives; allauth fails at anything else."""
    return any(
        _reads(kind.from_dict, credential)
        for kind in (AuthenticationResponse, RegistrationResponse)
    )


def _reads(read: Callable, credential: Any) -> bool:
    try:
        read(credential)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return False
    return True
