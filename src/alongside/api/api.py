"""The API as one object: routers, tokens, problems, and the schema kept as docs/reference/openapi.json."""

from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from ninja import NinjaAPI, Status
from ninja.openapi.schema import OpenAPISchema

from alongside.api import circle, problems, reachouts
from alongside.api.auth import Token
from alongside.api.schemas import HealthOut, Problem
from alongside.kernel import health
from alongside.kernel.clock import current_time

PROBLEMS = {
    401: "Without a token in force",
    403: "You may not do this",
    404: "Nothing there that you can see",
    409: "It has moved on meanwhile",
    422: "A value cannot be used",
    429: "Too many tries",
    503: "The database is away",
}
BODY_PROBLEMS = {400: "A body that is not JSON"}


class Api(NinjaAPI):
    """Ninja's API, with every operation's problems in its schema."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        """Return the schema, each operation with the problems it can answer."""
        schema = super().get_openapi_schema(*args, **kwargs)
        schema.setdefault("components", {}).setdefault("schemas", {})["Problem"] = Problem.model_json_schema()
        for path in schema["paths"].values():
            for operation in path.values():
                self._add_problems(operation)
        return schema

    def _add_problems(self, operation: dict[str, Any]) -> None:
        described = PROBLEMS | (BODY_PROBLEMS if "requestBody" in operation else {})
        for status, description in described.items():
            operation["responses"].setdefault(
                status,
                {
                    "description": description,
                    "content": {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
                },
            )


api = Api(
    title="Alongside",
    version="1",
    description="The same policies and services as the pages. Errors are problem details (RFC 9457).",
    urls_namespace="api",
    docs_url=None,
    auth=Token(),
)
problems.register(api)
api.add_router("/circle", circle.router)
api.add_router("/reachouts", reachouts.router)


@api.get("/health", auth=None, response={200: HealthOut, 503: HealthOut}, tags=["health"])
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
