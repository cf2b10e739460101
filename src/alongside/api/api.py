"""The API as one object: routers, tokens, problems, and the schema kept as docs/reference/openapi.json."""

from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Status
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from alongside.api import (
    checkins,
    circle,
    community,
    journeys,
    medication,
    meetings,
    my_calendar,
    my_meetings,
    my_services,
    needs,
    plans,
    problems,
    reachouts,
    worksheets,
)
from alongside.api.auth import Token
from alongside.api.schemas import HealthOut, Problem
from alongside.api.strict import StrictParser, nothing_unknown
from alongside.kernel import health
from alongside.kernel.clock import current_time

ALWAYS = {422: "A value cannot be used, or is not known", 503: "The database is away"}
WITH_TOKEN = {401: "Without a token in force", 403: "You may not do this"}
WITH_ROW = {404: "Nothing there that you can see"}
WITH_BODY = {400: "A body that is not JSON", 413: "A body that is too large", 415: "A body of another type"}
CHANGING = {409: "It has moved on meanwhile"}


class Api(NinjaAPI):
    """Ninja's API, with problems for errors, and every operation's problems in its schema."""

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        """Answer any error as a problem; see `problems`."""
        return problems.of(exc)

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Name an operation by its module and view, such as `circle_add_tie`."""
        view = operation.view_func
        return f"{view.__module__.rpartition('.')[2]}_{view.__name__}"

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        """Return the schema, each operation with the problems it can answer."""
        schema = super().get_openapi_schema(*args, **kwargs)
        schema["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        for address, operations in schema["paths"].items():
            for method, operation in operations.items():
                for status, description in _problems_of(address, method, operation).items():
                    operation["responses"].setdefault(status, problems.described(description))
        return schema


def _problems_of(address: str, method: str, operation: dict[str, Any]) -> dict[int, str]:
    return {
        **ALWAYS,
        **(WITH_TOKEN if "security" in operation else {}),
        **(WITH_ROW if "{" in address else {}),
        **(WITH_BODY if "requestBody" in operation else {}),
        **(CHANGING if method != "get" else {}),
    }


api = Api(
    title="Alongside",
    version="1",
    description="The same policies and services as the pages. Errors are problem details (RFC 9457).",
    urls_namespace="api",
    docs_url=None,
    auth=Token(),
    parser=StrictParser(),
)
api.add_decorator(nothing_unknown)
api.add_router("/checkins", checkins.router)
api.add_router("/circle", circle.router)
api.add_router("/circle/needs", needs.router)
api.add_router("/community", community.router)
api.add_router("/journeys", journeys.router)
api.add_router("/medication", medication.router)
api.add_router("/meetings", meetings.router)
api.add_router("/my-calendar", my_calendar.router)
api.add_router("/my-meetings", my_meetings.router)
api.add_router("/my-services", my_services.router)
api.add_router("/plans", plans.router)
api.add_router("/reachouts", reachouts.router)
api.add_router("/worksheets", worksheets.router)


@api.get("/health", auth=None, response={200: HealthOut, 503: HealthOut}, tags=["health"], summary="How it is")
def show_health(request: HttpRequest) -> Status[HealthOut]:
    """Tell whether the instance can do what it is for; 503 when alerts cannot go out."""
    try:
        found = health.examine(now=current_time())
    except (OperationalError, InterfaceError):
        return Status(503, HealthOut(status="at_risk", database="away", alerts_can_go_out=False))
    return Status(
        200 if found.alerts_can_go_out else 503,
        HealthOut(
            status="ok" if found.alerts_can_go_out else "at_risk",
            database="ok",
            worker_seconds_ago=found.worker_seconds_ago,
            oldest_due_seconds=found.oldest_due_seconds,
            alerts_can_go_out=found.alerts_can_go_out,
        ),
    )
