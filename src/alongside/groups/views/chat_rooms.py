"""The chat rooms of a group: their list, opening, changing, ordering and closing them, and who is seen in them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import Page, confirm_page, done, form_page, saved
from alongside.groups import services
from alongside.groups.chat.forms import MemoryForm, RoomForm, days_words, first_room, room_initial
from alongside.groups.chat.models import ChatRoom
from alongside.groups.chat.policies import access_room, hours_of, visible_rooms
from alongside.groups.chat.times import quiet_to
from alongside.groups.enums import Use
from alongside.groups.policies import access_standing, may
from alongside.groups.threads.policies import is_writable
from alongside.groups.views.sending import A_PAUSE, heard_in_group, says_paused, sent
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Invalid
from alongside.ui import phrases


@person_required
@require_safe
def listing(request: PersonRequest, slug: str) -> HttpResponse:
    """Show the rooms of a group, and whether others see that the reader is in one."""
    standing, now = access_standing(request.user, slug), current_time()
    rooms = [(room, quiet_to(hours_of(room), now) is not None) for room in visible_rooms(standing)]
    context = {
        "group": standing.group,
        "rooms": rooms,
        "me": standing,
        "hosts": may(standing, Use.HOST) and is_writable(standing),
        "days": days_words(standing.group.chat_days),
    }
    return render(request, "groups/chat/rooms.html", context)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@says_paused
@heard_in_group(RoomForm)
def open_room(request: PersonRequest, slug: str) -> HttpResponse:
    """Open a room; the first one is put into words beforehand."""
    standing = access_standing(request.user, slug, to=Use.HOST)
    first = first_room()
    initial = {} if visible_rooms(standing).exists() else {"name": first.name, "purpose": first.purpose}
    form = RoomForm(request.POST if request.method == "POST" else None, initial=initial)
    made: list[ChatRoom] = []

    def save() -> None:
        opened = services.open_room(actor=request.user, slug=slug, details=form.details(), now=current_time())
        made.append(opened)

    if form.is_bound and sent(form, save, standing, refused=A_PAUSE):
        return done(request, reverse("group-chat", args=[slug, made[0].id]), _("Your room is open."))
    page = Page(phrases.OPEN_A_ROOM, _("Open it"), reverse("group-chats", args=[slug]))
    return form_page(request, page, form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@says_paused
@heard_in_group(RoomForm)
def change(request: PersonRequest, slug: str, room_id: UUID) -> HttpResponse:
    """Change a room."""
    standing = access_standing(request.user, slug, to=Use.HOST)
    row = access_room(standing, room_id)
    form = RoomForm(request.POST if request.method == "POST" else None, initial=room_initial(row))
    back = reverse("group-chat", args=[slug, room_id])

    def save() -> None:
        details = form.details()
        services.change_room(actor=request.user, slug=slug, room_id=room_id, details=details, now=current_time())

    if form.is_bound and sent(form, save, standing, refused=A_PAUSE):
        return done(request, back, _changed(row.slow_seconds, form.details().slow_seconds))
    return form_page(request, Page(phrases.CHANGE_THIS_ROOM, phrases.KEEP, back), form)


def _changed(before: int, slow_seconds: int) -> str | Promise:
    if before == slow_seconds:
        return phrases.CHANGES_KEPT
    return _("The room goes slowly now.") if slow_seconds else _("The room does not go slowly any more.")


@person_required
@require_POST
def quiet(request: PersonRequest, slug: str, room_id: UUID) -> HttpResponse:
    """Have a room rest for a while, or wake it."""
    minutes = request.POST.get("minutes", "")
    if not (minutes.isascii() and minutes.isdigit() and len(minutes) < 5):
        raise Invalid(phrases.FORM_LOST)
    now = current_time()
    services.quiet_room(actor=request.user, slug=slug, room_id=room_id, minutes=int(minutes), now=now)
    said = _("The room is resting now.") if int(minutes) else _("Everybody can write in the room again.")
    return done(request, reverse("group-chat", args=[slug, room_id]), said)


@person_required
@require_POST
def move_up(request: PersonRequest, slug: str, room_id: UUID) -> HttpResponse:
    """Have a room stand further up."""
    services.move_room_up(actor=request.user, slug=slug, room_id=room_id, now=current_time())
    return done(request, reverse("group-chats", args=[slug]), phrases.CHANGES_KEPT)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: PersonRequest, slug: str, room_id: UUID) -> HttpResponse:
    """Ask, then close a room."""
    standing = access_standing(request.user, slug, to=Use.HOST)
    row = access_room(standing, room_id)
    if request.method == "POST":
        services.close_room(actor=request.user, slug=slug, room_id=room_id, now=current_time())
        return done(request, reverse("group-chats", args=[slug]), _("The room is closed."))
    lead = _("It is closed for good, and what was written in it is deleted at once.")
    title = _("Close the room “%(room)s”?") % {"room": row.name}
    page = Page(title, _("Close it"), reverse("group-chat", args=[slug, room_id]), (lead,))
    return confirm_page(request, page)


@person_required
@require_POST
def here(request: PersonRequest, slug: str) -> HttpResponse:
    """Let others see when the reader is in a room, or nobody."""
    shows = request.POST.get("move") == "yes"
    services.choose_here(actor=request.user, slug=slug, shows=shows, now=current_time())
    said = _("Others in a room now see when you are there.") if shows else _("Nobody sees when you are in a room.")
    return done(request, reverse("group-chats", args=[slug]), said)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def memory(request: PersonRequest, slug: str) -> HttpResponse:
    """Choose how long the rooms of a group remember."""
    standing = access_standing(request.user, slug, to=Use.HOST)
    initial = {"days": standing.group.chat_days}
    form = MemoryForm(request.POST if request.method == "POST" else None, initial=initial)
    back = reverse("group-chats", args=[slug])

    def save() -> None:
        days = form.cleaned_data["days"]
        services.choose_chat_days(actor=request.user, slug=slug, days=days, now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, back, phrases.CHANGES_KEPT)
    lead = _("What is older is deleted from all rooms of the group, for everybody. A shorter time holds at once.")
    return form_page(request, Page(_("How long rooms remember"), phrases.KEEP, back, (lead,)), form)
