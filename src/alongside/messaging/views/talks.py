"""Pages of messages: the list, whom to write to, one conversation, and what somebody does about it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import Page, came_from, confirm_page, done, sent_in_time, status_of
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Conflict, NotFound
from alongside.messaging import services
from alongside.messaging.circle_queries import asked_into, called_in
from alongside.messaging.enums import Origin, Stand
from alongside.messaging.forms import ChosenForm, FirstMessageForm, KeepForm, MessageForm, ShownForm
from alongside.messaging.models import Message, Seat
from alongside.messaging.policies import access_pair, access_seat, visible_messages, visible_seats
from alongside.messaging.queries import conversations_of, open_with, talk_of
from alongside.messaging.reach import access_met, access_whom, group_members_to_write_to, ties_to_write_to
from alongside.safety.asking import LOOKED_AT, with_people, with_what_it_holds
from alongside.safety.cries import is_before_moderators
from alongside.safety.views.refused import led_if_refused
from alongside.safety.words.danger import sounds_like_danger
from alongside.ui import phrases
from alongside.ui.crisis_words import WithNumbers

# Where a button beside the field leads, which keeps what stands in the field.
LEADING = {"draft": "", "throw": "", "picture": "message-send-picture", "voice": "message-send-voice"}
STAYS_FOR = timedelta(days=1)
# Of another's words: somebody may read them days later, and it is no news any more after a week.
HEARD_FOR = timedelta(days=7)
# Where a conversation is opened: at the field, what was written last, and what is said of it, would be out of sight.
NEWEST = "#newest"
WRITE = "messaging/write.html"
PARTS = {"lines": "messaging/lines.html", "write": WRITE, "company": "messaging/company.html"}
# How the page itself sends a message: it stays, and is answered with where one writes the next.
FROM_THE_PAGE, SENT = "talk", 201


@person_required
@require_safe
def listing(request: PersonRequest) -> HttpResponse:
    """Show the reader's conversations, those that wait for an answer first."""
    return render(request, "messaging/messages.html", _listed(request))


@person_required
@require_safe
def listing_part(request: PersonRequest) -> HttpResponse:
    """Show what of that may change while the page is open."""
    return render(request, "messaging/messages_part.html", _listed(request))


def _listed(request: PersonRequest) -> dict[str, object]:
    after = request.GET.get("after", "")
    page = conversations_of(request.user, after=after)
    rows = page.rows
    calm = [row for row in rows if not row.is_heavy]
    return {
        "later": page.later,
        "asked": asked_into(request.user) if after == "" else [],
        "is_first": after == "",
        "urgent": [row for row in rows if row.is_heavy],
        "requests": [row for row in calm if row.is_request and not row.is_stopped],
        "open": [row for row in calm if not (row.is_request or row.is_put_off or row.is_stopped)],
        "away": [row for row in rows if row.is_put_off or row.is_stopped],
    }


@person_required
@require_safe
def to_whom(request: PersonRequest) -> HttpResponse:
    """Show whom the reader may write to."""
    now = current_time()
    context = {"ties": ties_to_write_to(request.user), "members": group_members_to_write_to(request.user, now=now)}
    return render(request, "messaging/to_whom.html", context)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@led_if_refused(FirstMessageForm)
def first(request: PersonRequest, origin: str, source: UUID) -> HttpResponse:
    """Write to somebody for the first time; who has a conversation with them is led to it."""
    whom = access_whom(request.user, origin, source, now=current_time())
    existing = open_with(request.user, whom)
    if existing and request.method != "POST":
        return redirect("conversation", existing)
    form = FirstMessageForm(request.POST if request.method == "POST" else None)
    form.kinds = form.kinds if whom.origin == Origin.GROUP else ()
    form.known = whom.known if form.is_bound else ()
    made: list[Message] = []

    def save() -> None:
        line = form.line()
        made.append(
            services.write_first(actor=request.user, origin=origin, source=source, line=line, now=current_time())
        )

    if form.is_bound and _sent(form, save):
        to = reverse("conversation", args=[made[0].conversation_id])
        return done(request, to, _("Your message is written."))
    context = {"whom": whom, "form": form, "is_request": whom.stand == Stand.ASKED}
    return render(request, "messaging/first.html", context, status=status_of(form))


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@led_if_refused(MessageForm)
def conversation(request: PersonRequest, conversation_id: UUID) -> HttpResponse:
    """Show a conversation, which the reader has read with that; say something in it."""
    seat = access_seat(request.user, conversation_id)
    form = _message_form(request, seat)

    def save() -> None:
        services.say(actor=request.user, conversation_id=conversation_id, line=form.line(), now=current_time())

    if request.POST.get("move") in LEADING:
        return _keep_draft(request, conversation_id)
    if form.is_bound and _sent(form, save):
        # What is said of words of danger stands below them, and stays: at the top as well, it would be there twice.
        if request.headers.get("X-Requested-With") == FROM_THE_PAGE:
            return render(request, WRITE, _shown(request, access_seat(request.user, conversation_id)), status=SENT)
        return redirect(reverse("conversation", args=[conversation_id]) + NEWEST)
    context = {**_shown(request, seat), "makes_room": True}
    if request.method == "GET":
        services.note_read(actor=request.user, conversation_id=conversation_id, number=context["talk"].last)
    if form.is_bound:
        context["form"] = form
    return render(request, "messaging/conversation.html", context, status=status_of(form))


def _message_form(request: PersonRequest, seat: Seat) -> MessageForm:
    """Return the form of a message: where people know each other by alias alone it asks first, in a tie nothing."""
    form = MessageForm(request.POST if request.method == "POST" else None)
    if seat.conversation.origin != Origin.GROUP:
        form.kinds = ()
    elif form.is_bound:
        form.known = called_in(seat)
    return form


def _keep_draft(request: PersonRequest, conversation_id: UUID) -> HttpResponse:
    move = request.POST["move"]
    text = "" if move == "throw" else request.POST.get("text", "")
    kept = services.keep_draft(actor=request.user, conversation_id=conversation_id, text=text, now=current_time())
    if LEADING[move]:
        return redirect(LEADING[move], conversation_id)
    if not kept:
        return done(request, reverse("conversation", args=[conversation_id]), phrases.DRAFT_THROWN_AWAY)
    kept_words = _("What you typed is kept for you. You find it in the conversation.")
    said = with_people(kept_words) if sounds_like_danger(text[:LOOKED_AT]) else kept_words
    return done(request, reverse("messages"), said)


@person_required
@require_safe
def conversation_part(request: PersonRequest, conversation_id: UUID, part: str) -> HttpResponse:
    """Show what of a conversation may change while its page is open: what was said, where to `write`, who is in it.

    It is not read by that: the page says what it has shown (`move`).
    """
    if part not in PARTS:
        raise NotFound
    return render(request, PARTS[part], _shown(request, access_seat(request.user, conversation_id)))


def _shown(request: PersonRequest, seat: Seat) -> dict[str, Any]:
    before = request.GET.get("before", "")
    talk = talk_of(seat, before=int(before) if before.isdecimal() and len(before) < 10 else None)
    cry, heard, now = talk.own_cry, talk.their_cry, current_time()
    is_cry_lately = cry is not None and cry.at > now - STAYS_FOR
    return {
        "talk": talk,
        "cry": cry.id if cry and is_cry_lately else None,
        "draft_cries": not is_cry_lately and sounds_like_danger(talk.draft[:LOOKED_AT]),
        "said_of_cry": _said_of(cry.text or "") if cry else "",
        "is_over": talk.has_ended or not talk.other.can_write,
        "is_shown": cry is not None and is_before_moderators(cry.id),
        "heard": heard.id if heard and heard.at > now - HEARD_FOR else None,
        "form": MessageForm(initial={"text": talk.draft}),
        "keep_form": KeepForm(initial={"days": talk.keeps_days}),
        "is_latest": before == "",
    }


def _said_of(words: str) -> WithNumbers:
    return with_what_it_holds(WithNumbers(str(IS_HEAVY)), words, may_change=False)


def _sent(form: MessageForm, save: Callable[[], object]) -> bool:
    """Send what a form holds; whatever keeps it from being sent is said, and what was typed stays."""
    try:
        return sent_in_time(form, save)
    except Conflict as refusal:
        form.add_error(None, str(refusal.sentence))
        return False


# The same for everybody: who was stopped hearing is not to learn of it here.
IS_HEAVY = gettext_lazy(
    "What you wrote stands here now, and it sounds very heavy. It may be long until it is read, and it may be that "
    "nobody reads it: please do not wait here for an answer. You do not have to carry it alone: these are there right "
    "now."
)


@person_required
@require_POST
def take_back(request: PersonRequest, conversation_id: UUID, message_id: UUID) -> HttpResponse:
    """Delete the text of one's own message, for both."""
    services.take_back(actor=request.user, conversation_id=conversation_id, message_id=message_id, now=current_time())
    return done(request, reverse("conversation", args=[conversation_id]), phrases.IT_IS_TAKEN_BACK)


@person_required
@require_POST
def move(request: PersonRequest, conversation_id: UUID, move: str) -> HttpResponse:
    """Say yes to a request or put it off, hear from somebody again, be told or not, choose how long messages stay."""
    given: dict[str, Any] = {"actor": request.user, "conversation_id": conversation_id, "now": current_time()}
    if move == "keep":
        form = KeepForm(request.POST)
        services.choose_keeping(**given, days=form.cleaned_data["days"] if form.is_valid() else 0)
    elif move == "read":
        return _read(request, conversation_id)
    elif move == "show":
        services.show_cry(**given, message_id=_chosen(request))
    elif move in MOVES:
        MOVES[move](**given)
    else:
        raise NotFound
    is_there = move != "not-now" and visible_seats(request.user).filter(conversation=conversation_id).exists()
    to = reverse("conversation", args=[conversation_id]) if is_there else reverse("messages")
    return done(request, to, SAID[move])


def _read(request: PersonRequest, conversation_id: UUID) -> HttpResponse:
    """Note up to which message the page has shown them; never past the last there is."""
    there = visible_messages(access_seat(request.user, conversation_id)).order_by("-number")
    last = there.values_list("number", flat=True).first() or 0
    shown = ShownForm(request.POST)
    number = shown.cleaned_data["number"] if shown.is_valid() else 0
    services.note_read(actor=request.user, conversation_id=conversation_id, number=min(number, last))
    return HttpResponse(status=204)


def _chosen(request: PersonRequest) -> UUID:
    form = ChosenForm(request.POST)
    if not form.is_valid():
        raise NotFound
    chosen: UUID = form.cleaned_data["message"]
    return chosen


MOVES: dict[str, Callable[..., None]] = {
    "accept": services.accept,
    "not-now": services.put_off,
    "hear": services.unblock,
    "told": partial(services.choose_telling, is_told=True),
    "untold": partial(services.choose_telling, is_told=False),
}
SAID: dict[str, Promise] = {
    "accept": gettext_lazy("You can write to each other now."),
    "not-now": gettext_lazy("It is put away. They are not told, and you find it further down whenever you like."),
    "hear": gettext_lazy("You hear from them again, from now on."),
    "told": gettext_lazy("We tell you when they write."),
    "untold": gettext_lazy("We do not tell you any more when they write. You find it here."),
    "keep": phrases.CHANGES_KEPT,
    "show": gettext_lazy("Those who look after this place are told, so that somebody can be there."),
}


STOPPED = gettext_lazy("You hear nothing from them any more. They are not told.")
HEAR_NOTHING = gettext_lazy("Hear nothing")


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: PersonRequest, conversation_id: UUID) -> HttpResponse:
    """Ask, then hear nothing from somebody any more."""
    access_pair(request.user, conversation_id)
    if request.method == "POST":
        services.block(actor=request.user, conversation_id=conversation_id, now=current_time())
        return done(request, reverse("conversation", args=[conversation_id]), STOPPED)
    lead = _(
        "What they write from now on never reaches you, here or by beginning anew. They are not told and see no "
        "difference. You can hear from them again whenever you like."
    )
    back = reverse("conversation", args=[conversation_id])
    return confirm_page(request, Page(_("Hear nothing from them any more?"), HEAR_NOTHING, back, (lead,)))


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop_member(request: PersonRequest, source: UUID) -> HttpResponse:
    """Ask, then hear nothing from a member of a group any more, written to or not."""
    whom = access_met(request.user, source)
    if request.method == "POST":
        stopped = services.stop_hearing(actor=request.user, source=source, now=current_time())
        return done(request, reverse("conversation", args=[stopped]), STOPPED)
    lead = _(
        "They cannot write to you, and what they write in this group and its small circles is folded away for you. "
        "They are not told and see no difference. You can hear from them again whenever you like: you find it in your "
        "messages."
    )
    title = _("Hear nothing from %(alias)s any more?") % {"alias": whom.name}
    return confirm_page(request, Page(title, HEAR_NOTHING, came_from(request, reverse("groups")), (lead,)))


LEFT_BEHIND = gettext_lazy(
    "You see nothing of it any more, and nothing is said about it. What you wrote stays for the others until it is "
    "forgotten: what you do not want to leave with them, please take back first."
)

STILL_STOPPED = gettext_lazy(
    "You go on hearing nothing from them. If you would rather hear from them again, please choose that before you "
    "leave: it is not among your messages afterwards."
)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: PersonRequest, conversation_id: UUID) -> HttpResponse:
    """Ask, then leave a conversation."""
    seat = access_seat(request.user, conversation_id)
    if request.method == "POST":
        services.leave(actor=request.user, conversation_id=conversation_id, now=current_time())
        return done(request, reverse("messages"), _("You have left the conversation."))
    lead = (
        LEFT_BEHIND
        if seat.conversation.is_circle
        else _(
            "You see nothing of it any more. The other sees that you left, and can read it until the messages are "
            "forgotten. What you do not want to leave with them, please take back first."
        )
    )
    leads = (lead, STILL_STOPPED) if seat.blocked_at else (lead,)
    back = reverse("conversation", args=[conversation_id])
    return confirm_page(request, Page(_("Leave this conversation?"), _("Leave it"), back, leads))
