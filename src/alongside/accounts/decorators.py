"""Who may open a view at all; what they see in it is for the policies to say."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from alongside.accounts.enums import Role
from alongside.accounts.models import Person
from alongside.accounts.policies import has_role, must_add_second_step
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


def confirmed_recently(view: PersonView[P]) -> PersonView[P]:
    """Ask people who they are, unless they confirmed it within five minutes (ASVS 5.0, V7.5); then go on with it."""
    return cast("PersonView[P]", reauthentication_required(view))


def role_required(role: Role) -> Callable[[PersonView[P]], AnyView[P]]:
    """Let people with that role in; others get NotAllowed, or are sent to add the second step it asks for."""

    def decorate(view: PersonView[P]) -> AnyView[P]:
        @wraps(view)
        def checked(request: PersonRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not has_role(request.user, role):
                raise NotAllowed(_("This page is for people with another role here. Nothing is lost."))
            if must_add_second_step(request.user, role):
                messages.info(request, _("Your role here asks for a second step when you sign in. Please add one."))
                return redirect("mfa_index")
            return view(request, *args, **kwargs)

        return person_required(cast("PersonView[P]", checked))

    return decorate
