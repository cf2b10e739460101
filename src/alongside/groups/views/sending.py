"""Sending what others in a group will read: where nothing is taken now, what was typed stays, with why.

Whose writing is paused finds that said in place of a form. Who had one open and cries for help is led to people, and
those who look after the group are shown it.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, ParamSpec, cast

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.accounts.decorators import PersonRequest, PersonView
from alongside.circles.views.pages import TOO_MANY, sent_in_time
from alongside.groups import services
from alongside.groups.enums import Standing
from alongside.groups.forms import AliasForm
from alongside.groups.models import Membership
from alongside.groups.pausing import paused_everywhere_html, paused_html
from alongside.groups.policies import access_standing, own_memberships
from alongside.groups.queries import word_of
from alongside.groups.stage.things import NAMELESS
from alongside.kernel.clock import current_time
from alongside.kernel.errors import AlongsideError, Conflict, Invalid, NotAllowed
from alongside.safety.asking import (
    LOOKED_AT,
    NOT_SENT,
    TO_MODERATORS,
    UNSENT,
    WITH_OTHERS,
    AsksFirst,
    LeadsToPeople,
    led_to_people,
    with_what_it_holds,
)
from alongside.safety.pauses import Paused
from alongside.safety.services.refused import bring_refused_words
from alongside.safety.urgent import cries_lately
from alongside.safety.views.refused import heard_if_refused
from alongside.safety.words.danger import sounds_like_danger

P = ParamSpec("P")
ANYTHING: tuple[type[AlongsideError], ...] = (Conflict, NotAllowed)
A_PAUSE: tuple[type[AlongsideError], ...] = (Paused,)
AGAIN = _(
    "It has been very heavy for a while now. What you write is with the others, and those who look after this place "
    "are told. Is somebody beside you, or is there somebody you could call this minute? "
    'These are there right now: <a href="{}">{}</a>, <a href="{}">{}</a>.'
)
IN_A_ROW = 3
# What presses of a form are called that send nothing.
KEEPING = frozenset({"keep", "throw"})
WAS_IN = _("Somebody who was in a group")
ASKS = _("Somebody who asks to join")


def said(form: AsksFirst, standing: Membership, sentence: str) -> str:
    """Return what is said when something is sent; who cries for help again and again is asked something else."""
    return said_of_cry(standing, form.typed_words()) if form.is_heavy() else form.sent(sentence)


def said_of_cry(standing: Membership, words: str = "", *, may_change: bool = True, usual: Promise = WITH_OTHERS) -> str:
    """Return what is said to somebody whose words that sound like danger are with the others, or as `usual` says."""
    again = cries_lately(standing.person_id, now=current_time()) > IN_A_ROW
    return with_what_it_holds(led_to_people(AGAIN if again else usual), words, may_change=may_change)


def said_of_request(standing: Membership) -> str:
    """Return what is said to somebody whose request to join sounds like danger while it waits; '' once it does not."""
    if standing.state != Standing.ASKED:
        return ""
    return with_what_it_holds(led_to_people(TO_MODERATORS), word_of(standing), may_change=False)


def sent(
    form: LeadsToPeople,
    save: Callable[[], object],
    standing: Membership,
    *,
    refused: tuple[type[AlongsideError], ...] = ANYTHING,
    who: Promise | None = None,
) -> bool:
    """Send what a form holds; what is `refused` becomes an error of it, and words of danger reach people anyway.

    The form then says whom to turn to, which its page shows before why nothing was taken. What comes too often is kept;
    of it a first cry within the hour reaches them, and no more: what was cried has. Those who moderate see `who` in
    place of an alias.
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
    words = cried_in(form)
    if words:
        now, is_too_many = current_time(), form.has_error(NON_FIELD_ERRORS, TOO_MANY)
        is_shown = bool(refusals or is_too_many) and services.bring_unsent(
            standing=standing, words=words, who=who, only_first=is_too_many, now=now
        )
        form.led_to = led_to_people(UNSENT if is_shown else NOT_SENT)
    return False


def cried_in(form: Form) -> str:
    """Return what somebody typed for others to read where it sounds like danger, an alias as well; '' otherwise."""
    if isinstance(form, AsksFirst) and form.is_heavy():
        return form.typed_words()
    alias = str(form.data.get("alias", ""))[:LOOKED_AT] if isinstance(form, AliasForm) else ""
    return alias if sounds_like_danger(alias) else ""


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


def _tell_nobody(_request: PersonRequest, _words: str, _at: Mapping[str, Any]) -> bool:
    """Bring nothing before anybody: they pressed what sends nothing."""
    return False


def _bring_of_who_asks(request: PersonRequest, words: str, at: Mapping[str, Any]) -> bool:
    """Bring words of who asks to join before those who look after the place where no group is there for them.

    None of a group that was hidden meanwhile, nor of one that never was: neither they nor moderators learn which it is.
    """
    if not _bring(request, words, at):
        bring_refused_words(actor=request.user, words=words, who=ASKS, now=current_time())
    return True


def heard_in_group(*forms: type[Form]) -> Callable[[PersonView[P]], PersonView[P]]:
    """Have those who look after a group hear words of danger that were typed in these forms and are refused."""
    return heard_if_refused(_bring, *forms)


def led_in_group(*forms: type[Form]) -> Callable[[PersonView[P]], PersonView[P]]:
    """Lead whoever typed words of danger in these forms to people, where it is refused and nothing would be sent."""
    return heard_if_refused(_tell_nobody, *forms)


def heard_who_asks(*forms: type[Form]) -> Callable[[PersonView[P]], PersonView[P]]:
    """Have the same heard of who asks to join, also where no group is there for them."""
    return heard_if_refused(_bring_of_who_asks, *forms)
