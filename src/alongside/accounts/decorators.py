"""Who may open a view at all; what they see in it is for the policies to say."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.enums import Role
from alongside.accounts.models import Person
from alongside.accounts.policies import has_role
from alongside.kernel.errors import NotAllowed

P = ParamSpec("P")


class PersonRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: Person


PersonView = Callable[Concatenate[PersonRequest, P], HttpResponse]
AnyView = Callable[Concatenate[HttpRequest, P], HttpResponse]


def person_required(view: PersonView[P]) -> AnyView[P]:
    """Let signed-in people in; others are asked to sign in and come back."""
    return login_required(cast("AnyView[P]", view))


def role_required(role: Role) -> Callable[[PersonView[P]], AnyView[P]]:
    """Let people with that role in; other signed-in people get NotAllowed."""

    def decorate(view: PersonView[P]) -> AnyView[P]:
        @wraps(view)
        def checked(request: PersonRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not has_role(request.user, role):
                raise NotAllowed(_("This page is for people with another role here. Nothing is lost."))
            return view(request, *args, **kwargs)

        return person_required(cast("PersonView[P]", checked))

    return decorate
