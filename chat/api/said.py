"""What a program says, as JSON or as a form with files."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from ninja.errors import HttpError, ValidationError
from pydantic import ValidationError as Faults

from chat.api.parsing import parsed
from chat.api.schemas.messages import Said

FORMS = {"multipart/form-data", "application/x-www-form-urlencoded"}
FILES = {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}}
SCHEMA = Said.model_json_schema()
FORM = SCHEMA | {"properties": SCHEMA["properties"] | FILES}
DESCRIPTION = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": SCHEMA},
            "multipart/form-data": {"schema": FORM},
        },
    }
}


class Saying(NamedTuple):
    said: Said
    files: Sequence[UploadedFile]


def said_in(request: HttpRequest) -> Saying:
    """Raises what ninja does for a body that it takes apart itself."""
    if request.content_type in FORMS:
        return Saying(_checked(_fields(request.POST)), request.FILES.getlist("files"))
    return Saying(_checked(_object(request.body)), ())


def _fields(form: QueryDict) -> dict[str, Any]:
    """A field that is left empty is left out."""
    fields: dict[str, Any] = {name: form[name] for name in form if form[name]}
    if "attachments" in fields:
        fields["attachments"] = form.getlist("attachments")
    return fields


def _object(body: bytes) -> Any:
    try:
        return parsed(body)
    except (ValueError, RecursionError) as error:
        raise HttpError(400, "no JSON") from error


def _checked(fields: Any) -> Said:
    try:
        return Said.model_validate(fields)
    except Faults as faults:
        errors = faults.errors(include_url=False, include_context=False, include_input=False)
        raise ValidationError([each | {"loc": ("body", *each["loc"])} for each in errors]) from None
