"""Errors of the API: RFC 9457 problem details with a sentence, whatever went wrong."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from alongside.api.schemas import Problem
from alongside.kernel.errors import AlongsideError, TooMany

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"


def answer(status: int, detail: str, *, field: str | None = None) -> HttpResponse:
    """Return a problem as an HTTP answer."""
    problem = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, field=field)
    return HttpResponse(problem.model_dump_json(exclude_none=True), status=status, content_type=MEDIA_TYPE)


def register(api: NinjaAPI) -> None:
    """Have every error of the API answered as a problem."""
    answers: dict[type[Exception], Callable[..., HttpResponse]] = {
        AlongsideError: _ours,
        ValidationError: _invalid,
        AuthenticationError: _not_signed_in,
        HttpError: _http,
        OperationalError: _away,
        InterfaceError: _away,
        Exception: _unexpected,
    }
    for error, respond in answers.items():
        api.add_exception_handler(error, respond)


def _ours(_request: HttpRequest, error: AlongsideError) -> HttpResponse:
    response = answer(error.status, str(error.sentence), field=error.field)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0]
    field = ".".join(str(part) for part in first["loc"][1:] if part != "body")
    where = field or "body"
    if first["type"] == "extra_forbidden":
        return answer(422, f"{where} is not a field of this request; nothing was changed.", field=field or None)
    return answer(422, f"{where} cannot be used: {first['msg']}. Nothing was changed.", field=field or None)


def _not_signed_in(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    response = answer(401, "This needs a token that is in force: send it as Authorization: Bearer TOKEN.")
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _http(_request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == 400:
        return answer(400, "The body of the request is not JSON that can be read; nothing was changed.")
    return answer(error.status_code, f"{error.message}. Nothing was changed.")


def _away(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return answer(503, "The database is away at the moment; nothing was changed. Please try again shortly.")


def _unexpected(_request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("the API failed", exc_info=error)
    return answer(500, "Something went wrong on our side; nothing was changed. Please try again.")
