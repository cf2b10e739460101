"""The room of a meeting: before it, in it, what one does there, and what whoever leads it does."""

from functools import wraps
from typing import Any, ParamSpec, cast
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, PersonView, person_required
from alongside.circles.views.pages import Page, Words, answer, confirm_page, done, saved
from alongside.kernel.clock import current_time
from alongside.kernel.errors import NotAllowed, NotFound
from alongside.kernel.ids import read_id
from alongside.meetings import room, services
from alongside.meetings.called import called_there
from alongside.meetings.enums import Chat
from alongside.meetings.models import Hosting, Presence
from alongside.meetings.room import No
from alongside.meetings.room_forms import EnterForm, LineForm, NoteForm
from alongside.meetings.room_lobby import lobby_of, place_in
from alongside.meetings.room_page import RoomPage, parts_of, room_page
from alongside.meetings.room_queries import line_to_delete, notes_for, own_lines, own_note
from alongside.meetings.room_words import WHY_NOT
from alongside.meetings.views.voice import in_json, may_speak
from alongside.meetings.voice_page import call_of, voice_offer
from alongside.ui import phrases
from alongside.ui.errors import gives_back

P = ParamSpec("P")
SAID = {
    "leave": gettext_lazy("You have left the room. Thank you for having been there."),
    "close": gettext_lazy("The meeting is over. Who was there and what was written is deleted."),
    "remove": gettext_lazy("They were asked to leave."),
}


def in_place(view: PersonView[P]) -> PersonView[P]:
    """Answer a script of the room with the sentence of an error alone: the page stays, and what was written in it."""

    @wraps(view)
    def answered(request: PersonRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return (in_json(view) if _is_script(request) else view)(request, *args, **kwargs)

    return cast("PersonView[P]", answered)


def _is_script(request: PersonRequest) -> bool:
    return request.headers.get("X-Requested-With") == "room"


@person_required
@require_safe
def show(request: PersonRequest, slug: str) -> HttpResponse:
    """Show the room of a meeting, or, before somebody is in it, what holds there and how to come in."""
    hosting, seat = place_in(request.user, slug)
    if seat is None or not _is_here(request, seat):
        form = EnterForm(initial={"name": seat.name if seat else called_there(hosting.meeting, request.user)})
        return _lobby(request, hosting, form, seat)
    return may_speak(render(request, "meetings/room.html", _room(request, seat)))


def _is_here(request: PersonRequest, seat: Presence) -> bool:
    """Note that somebody looks at a page of the room; False when they left it."""
    return services.see_in_room(request.user.id, seat.gathering_id, current_time())


def _room(request: PersonRequest, seat: Presence) -> dict[str, Any]:
    page = room_page(seat.gathering, now=current_time())
    mine = page.state.seats[seat.id]
    return {
        **_leading(request, seat, page),
        "meeting": seat.gathering.meeting,
        "parts": parts_of(page, seat.id),
        "is_speaking": page.state.speaking == seat.id,
        "is_waiting": mine.is_waiting,
        "can_take_chair": page.is_chair_gone and page.state.chair != seat.id,
        "may_write": room.may_write(page.state, seat.id),
        "line_form": LineForm(),
        "voice": voice_offer(seat),
        "call": call_of(seat.gathering.meeting.hosting),
    }


def _leading(request: PersonRequest, seat: Presence, page: Any) -> dict[str, Any]:
    """Return what whoever leads the room sees beside what everybody does."""
    leads = room.may_lead(page.state, seat.id)
    notes = notes_for(request.user, seat.gathering) if leads else []
    return {
        "slug": seat.gathering.meeting.slug,
        "room": page,
        "seat": seat,
        "leads": leads,
        "notes": [one for one in notes if one.seat != seat.id],
        "new": [one.name for one in page.new if one.id != seat.id],
        "close": reverse("room-end", args=[seat.gathering.meeting.slug]),
        "chats": [(str(kind.value), kind.label, kind == seat.gathering.chat) for kind in Chat],
    }


def _lobby(request: PersonRequest, hosting: Hosting, form: EnterForm, seat: Presence | None) -> HttpResponse:
    context = {
        "meeting": hosting.meeting,
        "slug": hosting.meeting.slug,
        "form": form,
        "lobby": lobby_of(request.user, hosting, now=current_time()),
        "call": None if seat and seat.is_removed else call_of(hosting),
        "removed": WHY_NOT[No.REMOVED] if seat and seat.is_removed else "",
        "lines": own_lines(request.user, seat.gathering) if seat else [],
    }
    return answer(request, "meetings/room_lobby.html", context, form)


@person_required
@require_POST
def enter(request: PersonRequest, slug: str) -> HttpResponse:
    """Come into the room, and open it when it is time."""
    hosting, seat = place_in(request.user, slug)
    form = EnterForm(request.POST)

    def save() -> None:
        services.enter_room(actor=request.user, slug=slug, coming=form.coming(), now=current_time())

    if not saved(form, save):
        return _lobby(request, hosting, form, seat)
    return redirect("room", slug)


@person_required
@require_POST
@in_place
def act(request: PersonRequest, slug: str) -> HttpResponse:
    """Do something in the room; a script that asks is told that it is done, and nothing else."""
    target = request.POST.get("target", "")
    order = services.Order(
        act=request.POST.get("act", ""),
        target=read_id(target) if target else None,
        after=_number(request.POST.get("after", "")),
        chat=request.POST.get("chat", ""),
    )
    services.act_in_room(actor=request.user, slug=slug, order=order, now=current_time())
    return _done(request, slug, SAID.get(order.act))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _done(request: PersonRequest, slug: str, sentence: Words | None = None) -> HttpResponse:
    if _is_script(request):
        return HttpResponse(status=204)
    return done(request, reverse("room", args=[slug]), sentence) if sentence else redirect("room", slug)


@person_required
@require_safe
def lead(request: PersonRequest, slug: str) -> HttpResponse:
    """Show what whoever leads the room can do now; nothing to everybody else."""
    _hosting, seat = place_in(request.user, slug)
    if seat is None or not _is_here(request, seat):
        return HttpResponse()
    page = room_page(seat.gathering, now=current_time())
    return render(request, "meetings/room_lead.html", _leading(request, seat, page))


@person_required
@require_safe
def manage(request: PersonRequest, slug: str) -> HttpResponse:
    """Show whoever leads the room the people in it, who may write, what is written, and how to end it."""
    seat, page = _led(request, slug)
    return render(request, "meetings/room_manage.html", _leading(request, seat, page))


def _led(request: PersonRequest, slug: str) -> tuple[Presence, RoomPage]:
    """Return the place of whoever leads the room, and what is on there. NotAllowed for everybody else."""
    _hosting, seat = place_in(request.user, slug)
    if seat is None or not _is_here(request, seat):
        raise NotAllowed(WHY_NOT[No.NOT_HERE])
    page = room_page(seat.gathering, now=current_time())
    if not room.may_lead(page.state, seat.id):
        raise NotAllowed(WHY_NOT[No.NOT_LEADING])
    return seat, page


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def ending(request: PersonRequest, slug: str) -> HttpResponse:
    """Ask whoever leads the room, then end the meeting for all."""
    back = reverse("room", args=[slug])
    if request.method == "POST":
        services.act_in_room(actor=request.user, slug=slug, order=services.Order("close"), now=current_time())
        return done(request, back, SAID["close"])
    _led(request, slug)
    ends = _("Everybody is thanked and leaves the room. Who was here and what was written is deleted.")
    return confirm_page(request, Page(_("End the meeting for all?"), _("End it for all"), back, (ends,)))


@person_required
@require_POST
@in_place
@gives_back(LineForm)
def write(request: PersonRequest, slug: str) -> HttpResponse:
    """Write a line for everybody in the room."""
    words = request.POST.get("words", "")
    services.write_line(actor=request.user, slug=slug, words=words, now=current_time())
    return _done(request, slug)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_line(request: PersonRequest, slug: str, line_id: UUID) -> HttpResponse:
    """Ask, then take a line away."""
    if request.method != "POST":
        return _ask_to_delete(request, slug, line_id)
    services.delete_line(actor=request.user, slug=slug, line_id=line_id)
    return _done(request, slug, phrases.IT_IS_DELETED)


def _ask_to_delete(request: PersonRequest, slug: str, line_id: UUID) -> HttpResponse:
    _hosting, seat = place_in(request.user, slug)
    if seat is None:
        raise NotFound
    words = line_to_delete(request.user, seat, line_id)
    back = reverse("room", args=[slug])
    return confirm_page(request, Page(_("Delete this for all?"), _("Delete it"), back, (words,)))


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(NoteForm)
def note(request: PersonRequest, slug: str) -> HttpResponse:
    """Tell whoever leads how one really is, or take it back; and what one wrote for all, to delete it."""
    _hosting, seat = place_in(request.user, slug)
    if seat is None or not _is_here(request, seat):
        return redirect("room", slug)
    if "take_back" in request.POST:
        services.take_note_back(actor=request.user, slug=slug)
        return done(request, request.path, _("Your note is deleted."))
    form = NoteForm(request.POST if request.method == "POST" else None)

    def save() -> None:
        words = form.cleaned_data["words"]
        services.write_note(actor=request.user, slug=slug, words=words, now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, reverse("room", args=[slug]), _("Whoever leads the meeting can read it now."))
    lines = own_lines(request.user, seat.gathering)
    context = {"slug": slug, "form": form, "note": own_note(seat), "lines": lines}
    return answer(request, "meetings/room_note.html", context, form)


@person_required
@require_POST
@in_place
def read_note(request: PersonRequest, slug: str, note_id: UUID) -> HttpResponse:
    """Say that a note was read."""
    services.read_note(actor=request.user, slug=slug, note_id=note_id, now=current_time())
    return _done(request, slug)
