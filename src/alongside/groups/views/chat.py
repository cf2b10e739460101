"""A chat room: reading it, writing in it, taking a line back and hiding one."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import Page, answer, confirm_page, done
from alongside.groups import services
from alongside.groups.chat.forms import LineForm
from alongside.groups.chat.models import ChatRoom
from alongside.groups.chat.page import cried, has_hidden_cry, lines_before, own_hidden, parts_of, state_of
from alongside.groups.chat.policies import access_line, access_own_line, access_room, may_write_in
from alongside.groups.chat.wording import clock_shown
from alongside.groups.enums import Use
from alongside.groups.forms import HideForm
from alongside.groups.models import Membership
from alongside.groups.pausing import paused_html
from alongside.groups.policies import access_standing, may
from alongside.groups.sealing import CHAT_LINE
from alongside.groups.threads.policies import is_writable
from alongside.groups.unheard import unheard_of
from alongside.groups.views.hiding import hiding
from alongside.groups.views.sending import heard_in_group, said_of_cry, sent
from alongside.groups.views.threads import number_in
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Conflict
from alongside.kernel.sealed import unseal
from alongside.safety.services.at_once import HIDDEN_ALREADY
from alongside.ui import phrases
from alongside.ui.errors import gives_back


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@heard_in_group(LineForm)
def room(request: PersonRequest, slug: str, room_id: UUID) -> HttpResponse:
    """Show a room, or an earlier page of its lines; write a line."""
    form, standing = LineForm(request.POST if request.method == "POST" else None), access_standing(request.user, slug)

    too_soon: list[str] = []

    def save() -> None:
        now = current_time()
        try:
            services.write_line(actor=request.user, slug=slug, room_id=room_id, written=form.written(), now=now)
        except services.TooSoon as refusal:
            too_soon.append(str(refusal.sentence))
            raise

    # Before all that only a page needs: the service asks by itself who may write.
    if form.is_bound and sent(form, save, standing):
        return _sent(request, form, reverse("group-chat", args=[slug, room_id]))
    row = access_room(standing, room_id)
    before = number_in(request.GET.get("before"))
    if before is not None and request.method != "POST":
        return _earlier(request, standing, row, before)
    services.note_visit(standing, now=current_time())
    # Nothing is wrong with it: it is said once, as no error, and what was typed stays.
    shown = LineForm(initial=dict(form.data.items())) if too_soon else form
    # Its version is older than the lines that are read now: what comes between is told once more, and shown once.
    context = {**_shown(standing, row, shown), "too_soon": "".join(too_soon)}
    return answer(request, "groups/chat/room.html", context, form)


def _sent(request: PersonRequest, form: LineForm, path: str) -> HttpResponse:
    """Say nothing to a page that hears of its line anyway, unless it is to show whom one can turn to."""
    if request.headers.get("X-Requested-With") == "chat" and not form.is_heavy():
        return HttpResponse(status=204)
    response = HttpResponse(status=303)
    response["Location"] = f"{path}#write"
    return response


def _shown(standing: Membership, row: ChatRoom, form: LineForm) -> dict[str, object]:
    now, unheard = current_time(), unheard_of(standing)
    paused = paused_html(standing, now=now) if is_writable(standing) else ""
    lines, hidden = lines_before(row, None, now=now), own_hidden(standing, row, now=now)
    return {
        "group": standing.group,
        "slug": standing.group.slug,
        "room": row,
        "parts": parts_of(row, now=now, unheard=unheard),
        "unheard": unheard,
        "lines": lines,
        "has_earlier": bool(lines) and lines[0].number > state_of(row, now=now).first,
        "form": form,
        "me": standing,
        # What was typed stays, also where nothing is taken any more.
        "is_writable": form.is_bound or (is_writable(standing) and not paused),
        "may_write": form.is_bound or may_write_in(standing, row, now=now),
        "paused": paused,
        "goes_on": is_writable(standing),
        "looks_after": may(standing, Use.MODERATE),
        "hosts": may(standing, Use.HOST),
        "clock": clock_shown(),
        "hidden": hidden,
        # What is hidden is not with the others: there it is said only whom to turn to.
        "right_now": form.led_to or _said_of(standing, cried(standing, lines, now)),
        "has_hidden_cry": has_hidden_cry(hidden),
        "makes_room": True,
    }


def _said_of(standing: Membership, words: str) -> str:
    return said_of_cry(standing, words, may_change=False) if words else ""


def _earlier(request: PersonRequest, standing: Membership, row: ChatRoom, before: int) -> HttpResponse:
    now = current_time()
    lines = lines_before(row, before, now=now)
    context = {
        "group": standing.group,
        "slug": standing.group.slug,
        "room": row,
        "lines": lines,
        "has_earlier": bool(lines) and lines[0].number > state_of(row, now=now).first,
        "me": standing,
        "unheard": unheard_of(standing),
        "looks_after": may(standing, Use.MODERATE),
    }
    return render(request, "groups/chat/earlier.html", context)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: PersonRequest, slug: str, room_id: UUID, line_id: UUID) -> HttpResponse:
    """Ask, then take back what one wrote."""
    standing, now = access_standing(request.user, slug), current_time()
    access_own_line(standing, access_room(standing, room_id), line_id, now=now)
    back = reverse("group-chat", args=[slug, room_id])
    if request.method == "POST":
        services.take_line_back(actor=request.user, slug=slug, room_id=room_id, line_id=line_id, now=now)
        return done(request, back, phrases.IT_IS_TAKEN_BACK)
    lead = _("What you wrote is deleted, and gone from every open page. Its place says that it was taken back.")
    return confirm_page(request, Page(_("Take this line back?"), phrases.TAKE_IT_BACK, back, (lead,)))


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(HideForm)
def hide(request: PersonRequest, slug: str, room_id: UUID, line_id: UUID) -> HttpResponse:
    """Hide a line of somebody else's, and say why."""
    standing = access_standing(request.user, slug, to=Use.MODERATE)
    line = access_line(standing, access_room(standing, room_id), line_id, now=current_time())
    if line.hidden_at:
        raise Conflict(HIDDEN_ALREADY)  # its words are for nobody but its writer, whoever comes back to this page
    hide_it = partial(services.hide_line, slug=slug, room_id=room_id, line_id=line_id)
    words = unseal(line.words_sealed, what=CHAT_LINE) or ""
    return hiding(request, line.membership, words, reverse("group-chat", args=[slug, room_id]), hide_it)
