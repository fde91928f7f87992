"""The pages' own forms, for what programs send: the same limits in the same words."""

from django.forms import Form
from django.http import HttpRequest
from ninja.errors import ValidationError

from accounts import guesses
from chat.errors import TooOften


def checked(form: Form) -> dict:
    """What a form makes of what was sent; where that is refused, an answer with every reason."""
    if form.is_valid():
        return form.cleaned_data
    faults = [(name, each) for name, errors in form.errors.as_data().items() for each in errors]
    for _name, each in faults:
        if each.code == guesses.TOO_MANY:
            raise TooOften((each.params or {}).get("seconds", 60))
    raise ValidationError([_fault(name, each) for name, each in faults])


def _fault(name: str, error) -> dict:
    place = [] if name == "__all__" else [name]
    return {"loc": ["form", *place], "type": error.code or "invalid", "msg": error.messages[0]}


def fault(name: str, code: str, words) -> ValidationError:
    """One field that is not as it should be."""
    return ValidationError([{"loc": ["form", name], "type": code, "msg": str(words)}])


def read_form(request: HttpRequest) -> None:
    """Take apart a multipart body; Django does it by itself for a POST only."""
    method, request.method = request.method, "POST"
    try:
        request._load_post_and_files()
    finally:
        request.method = method
