"""Sending what others in a group will read: where nothing is taken now, what was typed stays, with why.

Whose writing is paused finds that said in place of a form. Who had one open and cries for help is led to people, and
those who look after the group are shown it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from alongside.accounts.decorators import PersonRequest
from alongside.circles.views.pages import saved
from alongside.groups import services
from alongside.groups.models import Membership
from alongside.groups.pausing import paused_html
from alongside.groups.policies import access_standing
from alongside.kernel.clock import current_time
from alongside.kernel.errors import AlongsideError, Conflict, Invalid, NotAllowed
from alongside.safety.asking import NOT_SENT, AsksFirst, led_to_people
from alongside.safety.pauses import Paused

P = ParamSpec("P")
GroupView = Callable[Concatenate[PersonRequest, str, P], HttpResponse]
ANYTHING: tuple[type[AlongsideError], ...] = (Conflict, NotAllowed)
A_PAUSE: tuple[type[AlongsideError], ...] = (Paused,)
UNSENT = _(
    "What you wrote was not sent, and it sounds very heavy. Those who look after this place are shown it, and nobody "
    "else, so that somebody can be there for you. You do not have to carry it alone. "
    'These are there right now: <a href="{}">{}</a>, <a href="{}">{}</a>.'
)


def sent(
    form: Form,
    save: Callable[[], object],
    standing: Membership,
    *,
    refused: tuple[type[AlongsideError], ...] = ANYTHING,
    is_anonymous: bool = False,
) -> bool:
    """Send what a form holds; what is `refused` becomes an error of it, and words of danger reach people anyway."""
    refusals: list[AlongsideError] = []

    def send() -> None:
        try:
            save()
        except refused as refusal:
            refusals.append(refusal)
            raise Invalid(refusal.sentence) from refusal

    if saved(form, send):
        return True
    if isinstance(form, AsksFirst) and form.is_heavy():
        if refusals:
            words, now = form.typed_words(), current_time()
            services.bring_unsent(standing=standing, words=words, is_anonymous=is_anonymous, now=now)
        form.add_error(None, led_to_people(UNSENT if refusals else NOT_SENT))
    return False


def says_paused(view: GroupView[P]) -> GroupView[P]:
    """Show, in place of a page that is a form for what others read, that somebody's writing is paused.

    What was typed in a page from before goes on to the view, so that it is not lost.
    """

    @wraps(view)
    def shown(request: PersonRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "POST":
            standing = access_standing(request.user, slug)
            paused = paused_html(standing, now=current_time())
            if paused:
                return render(request, "groups/paused_page.html", {"group": standing.group, "paused": paused})
        return view(request, slug, *args, **kwargs)

    return cast("GroupView[P]", shown)
