"""Errors of the API: RFC 9457 problem details with a sentence, whatever went wrong."""

import logging
from functools import singledispatch
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja.errors import AuthenticationError, HttpError, ValidationError

from alongside.api.schemas import Problem
from alongside.kernel.errors import AlongsideError, TooMany

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
AGAIN_SECONDS = 5

SENTENCES: dict[int, Promise] = {
    400: gettext_lazy("This request could not be read. Nothing was changed."),
    403: gettext_lazy("This is not open to you. Nothing was changed."),
    404: gettext_lazy("There is nothing at this address that you can see."),
    405: gettext_lazy("This address does not take that method; the header Allow names those it takes."),
    413: gettext_lazy("This request is too large. Nothing was changed."),
    500: gettext_lazy("Something went wrong on our side. Please look how things stand before you try again."),
}
"""What is said about an error that brings no sentence of its own, by status."""

_NO_OBJECT = gettext_lazy("The body of this request needs to be a JSON object. Nothing was changed.")
WRONG: dict[str, Promise] = {
    "extra_forbidden": gettext_lazy("“%(field)s” is not a field of this request. Nothing was changed."),
    "missing": gettext_lazy("“%(field)s” is missing. Nothing was changed."),
    "string_pattern_mismatch": gettext_lazy(
        "“%(field)s” holds signs that cannot be kept, or none that can be read. Nothing was changed."
    ),
    "model_attributes_type": _NO_OBJECT,
    "model_type": _NO_OBJECT,
}
"""What is said about a value, by the type of pydantic's error."""
# What is wrong with it comes from pydantic, in English.
CANNOT_BE_USED = gettext_lazy("“%(field)s” cannot be used: %(why)s. Nothing was changed.")


class WrongType(Exception):
    """A body that says it is something else than JSON."""


def answer(status: int, detail: str, *, field: str | None = None) -> HttpResponse:
    """Return a problem as an HTTP answer."""
    problem = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, field=field)
    return HttpResponse(problem.model_dump_json(exclude_none=True), status=status, content_type=MEDIA_TYPE)


def plain(status: int) -> HttpResponse:
    """Return the problem of an error of which nothing but its status is known."""
    known = status if status in SENTENCES else 500 if status >= 500 else 400
    return answer(status, str(SENTENCES[known]))


@singledispatch
def of(error: Exception) -> HttpResponse:
    """Return the problem of an error; one that nobody thought of is logged, and says nothing about our inside."""
    logger.error("the API failed", exc_info=error)
    return plain(500)


@of.register
def _ours(error: AlongsideError) -> HttpResponse:
    response = answer(error.status, str(error.sentence), field=error.field)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


@of.register
def _invalid(error: ValidationError) -> HttpResponse:
    first = error.errors[0]
    field = ".".join(str(part) for part in first["loc"][1:] if part != "body")
    sentence = WRONG.get(first["type"], CANNOT_BE_USED)
    return answer(422, str(sentence) % {"field": field or "body", "why": first["msg"]}, field=field or None)


@of.register
def _no_token(_error: AuthenticationError) -> HttpResponse:
    response = answer(401, _("This needs a token that is in force: send it as Authorization: Bearer TOKEN."))
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


@of.register
def _unreadable(error: HttpError) -> HttpResponse:
    """Ninja raises nothing else but this when a body cannot be parsed."""
    if isinstance(error.__cause__, WrongType):
        return answer(415, _("Please send JSON, with Content-Type: application/json. Nothing was changed."))
    return answer(400, _("The body of this request is not JSON that can be read. Nothing was changed."))


@of.register
def _too_large(_error: RequestDataTooBig) -> HttpResponse:
    return plain(413)


@of.register(OperationalError)
@of.register(InterfaceError)
def _away(_error: Any) -> HttpResponse:
    sentence = _(
        "The database does not answer at the moment. Please try again shortly; with the same Idempotency-Key nothing "
        "is done twice."
    )
    response = answer(503, sentence)
    response.headers["Retry-After"] = str(AGAIN_SECONDS)
    return response


def described(description: str) -> dict[str, Any]:
    """Return how the API's description says that an operation may answer with a problem."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}
