"""Nothing is taken silently: what an operation does not know is refused with a sentence."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser
from pydantic_core import from_json

from alongside.api.problems import WrongType
from alongside.api.schemas import Taken, TakenQuery
from alongside.kernel.errors import Invalid

View = Callable[..., Any]


class StrictParser(Parser):
    """JSON as RFC 8259 has it: no NaN, no half surrogates, no other encoding than UTF-8, no endless nesting."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return what a body says. Ninja turns any error here into a problem."""
        if request.content_type != "application/json":
            raise WrongType
        return from_json(request.body, allow_inf_nan=False)


def nothing_unknown(view: View) -> View:
    """Refuse query parameters and bodies that a view does not take; Ninja itself would pass over them."""

    @wraps(view)
    def checked(request: HttpRequest, **values: Any) -> Any:
        known = {
            field.alias or name
            for value in values.values()
            if isinstance(value, TakenQuery)
            for name, field in type(value).model_fields.items()
        }
        for name, given in request.GET.lists():
            if name not in known:
                words = _("“%(field)s” is not a parameter of this request. Nothing was changed.")
                raise Invalid(words % {"field": name}, field=name)
            if len(given) > 1:
                raise Invalid(_("“%(field)s” is there twice. Nothing was changed.") % {"field": name}, field=name)
        if not any(isinstance(value, Taken) for value in values.values()) and request.body.strip() not in (b"", b"{}"):
            raise Invalid(_("This request takes no body. Nothing was changed."), field="body")
        return view(request, **values)

    return checked
