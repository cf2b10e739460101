"""Sending what others in a group will read: where nothing is taken now, what was typed stays, with why.

Whose writing is paused finds that said in place of a form. Who had one open and cries for help is led to people, and
those who look after the group are shown it.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, ParamSpec, cast

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.accounts.decorators import PersonRequest, PersonView
from alongside.circles.views.pages import TOO_MANY, sent_in_time
from alongside.groups import services
from alongside.groups.enums import Standing
from alongside.groups.models import Membership
from alongside.groups.pausing import paused_everywhere_html, paused_html
from alongside.groups.policies import access_standing, own_memberships
from alongside.groups.stage_things import NAMELESS
from alongside.kernel.clock import current_time
from alongside.kernel.errors import AlongsideError, Conflict, Invalid, NotAllowed
from alongside.safety.asking import NOT_SENT, UNSENT, WITH_OTHERS, AsksFirst, led_to_people, with_what_it_holds
from alongside.safety.pauses import Paused
from alongside.safety.queries import cries_lately
from alongside.safety.views.refused import heard_if_refused

P = ParamSpec("P")
ANYTHING: tuple[type[AlongsideError], ...] = (Conflict, NotAllowed)
A_PAUSE: tuple[type[AlongsideError], ...] = (Paused,)
AGAIN = _(
    "It has been very heavy for a while now. What you write is with the others, and those who look after this place "
    "are told. Is somebody beside you, or is there somebody you could call this minute? "
    'These are there right now: <a href="{}">{}</a>, <a href="{}">{}</a>.'
)
IN_A_ROW = 3
DANGER = "danger"
# What presses of a form are called that send nothing.
KEEPING = frozenset({"keep", "throw"})
WAS_IN = _("Somebody who was in a group")


def said(form: AsksFirst, standing: Membership, sentence: str) -> str:
    """Return what is said when something is sent; who cries for help again and again is asked something else."""
    return said_of_cry(standing, form.typed_words()) if form.is_heavy() else form.sent(sentence)


def said_of_cry(standing: Membership, words: str = "", *, may_change: bool = True, usual: Promise = WITH_OTHERS) -> str:
    """Return what is said to somebody whose words that sound like danger are with the others, or as `usual` says."""
    again = cries_lately(standing.person_id, now=current_time()) > IN_A_ROW
    return with_what_it_holds(led_to_people(AGAIN if again else usual), words, may_change=may_change)


def sent(
    form: Form,
    save: Callable[[], object],
    standing: Membership,
    *,
    refused: tuple[type[AlongsideError], ...] = ANYTHING,
    who: Promise | None = None,
) -> bool:
    """Send what a form holds; what is `refused` becomes an error of it, and words of danger reach people anyway.

    What comes too often is kept; of it a first cry within the hour reaches them, and no more: what was cried has.
    Those who moderate see `who` in place of an alias.
    """
    refusals: list[AlongsideError] = []
    if isinstance(form, AsksFirst):
        form.known = (standing.alias,)

    def send() -> None:
        try:
            save()
        except refused as refusal:
            refusals.append(refusal)
            raise Invalid(refusal.sentence) from refusal

    if sent_in_time(form, send):
        return True
    if isinstance(form, AsksFirst) and form.is_heavy():
        words, now, is_too_many = form.typed_words(), current_time(), form.has_error(NON_FIELD_ERRORS, TOO_MANY)
        is_shown = bool(refusals or is_too_many) and services.bring_unsent(
            standing=standing, words=words, who=who, only_first=is_too_many, now=now
        )
        form.add_error(None, ValidationError(led_to_people(UNSENT if is_shown else NOT_SENT), code=DANGER))
        # Whom to turn to comes before why nothing was taken.
        errors = form.errors[NON_FIELD_ERRORS].data
        errors.insert(0, errors.pop())
    return False


def told_first(form: Form) -> str:
    """Take what is said of words of danger out of a form's errors, for a page that says it above, with numbers."""
    if not form.has_error(NON_FIELD_ERRORS, DANGER):
        return ""
    errors = form.errors[NON_FIELD_ERRORS]
    first = str(errors[0])
    del errors[0]
    return first


def kept(form: Form, save: Callable[[], object]) -> bool:
    """Save what a form holds where nobody stands in a group yet; what a pause refuses stays in it, with why."""

    def keep() -> None:
        try:
            save()
        except Paused as refusal:
            raise Invalid(refusal.sentence) from refusal

    return sent_in_time(form, keep)


def says_paused(view: PersonView[P]) -> PersonView[P]:
    """Show, in place of a page that is a form for what others read, that somebody's writing is paused.

    What was typed in a page from before goes on to the view, so that it is not lost.
    """

    @wraps(view)
    def shown(request: PersonRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "POST":
            slug, now = kwargs.get("slug"), current_time()
            standing = access_standing(request.user, str(slug)) if slug else None
            paused = paused_html(standing, now=now) if standing else paused_everywhere_html(request.user, now=now)
            if paused:
                context = {"group": standing.group if standing else None, "paused": paused}
                return render(request, "groups/paused_page.html", context)
        return view(request, *args, **kwargs)

    return cast("PersonView[P]", shown)


def _bring(request: PersonRequest, words: str, at: Mapping[str, Any]) -> bool:
    """Bring words before those who look after a group that somebody is in; before those of the place if they were.

    Then without a word of the group: they have no alias there any more, and nobody is told of who left. A group in
    which they never were is for them as one that is not there. What is only kept for later, nobody is told of.
    """
    been = own_memberships(request.user).filter(group__slug=at["slug"], joined_at__isnull=False)
    standing = been.select_related("group", "person").order_by("-joined_at", "-id").first()
    if standing is None or not KEEPING.isdisjoint(request.POST):
        return False
    is_outside = standing.state != Standing.IN
    who = NAMELESS if "is_anonymous" in request.POST else None
    return services.bring_unsent(
        standing=standing, words=words, who=WAS_IN if is_outside else who, is_outside=is_outside, now=current_time()
    )


heard_in_group = heard_if_refused(_bring)
