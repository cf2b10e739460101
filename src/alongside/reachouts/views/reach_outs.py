"""Pages of reach-outs: for who reaches out, for who is asked (signed in or by link), and the listeners' rota."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.accounts.decorators import PersonRequest, person_required, role_required
from alongside.accounts.enums import Role
from alongside.kernel.clock import current_time
from alongside.kernel.errors import AlongsideError, Conflict, NotFound
from alongside.notifications.queries import can_be_told
from alongside.reachouts import policies, queries, rota_services, services
from alongside.reachouts.enums import State
from alongside.reachouts.forms import LineForm, ReachOutForm, ShiftForm
from alongside.reachouts.models import Notification, ReachOut
from alongside.ui.at_hand import at_hand
from alongside.ui.errors import gives_back

OWNER_PARTS = {
    "now": "reachouts/live_now.html",
    "write": "reachouts/live_write.html",
    "moves": "reachouts/live_moves.html",
    "around": "reachouts/live_around.html",
}
ASKED_PARTS = {"now": "reachouts/asked_now.html", "write": "reachouts/asked_write.html"}


def _template(parts: dict[str, str], part: str) -> str:
    if part not in parts:
        raise NotFound
    return parts[part]


def _asked_for(request: HttpRequest) -> dict[str, str]:
    return {"level": request.GET["level"]} if "level" in request.GET else {}


@person_required
@require_http_methods(["GET", "POST"])
@gives_back(ReachOutForm)
def start(request: PersonRequest) -> HttpResponse:
    """Ask how it is and start a reach-out; somebody who has an open one goes on to it."""
    form = ReachOutForm(request.POST or None, initial=_asked_for(request))
    if form.is_valid():
        row = services.reach_out(owner_id=request.user.id, asking=form.asking(), now=current_time())
        return redirect("reach-out-live", row.id)
    current = queries.open_reach_out(request.user)
    if request.method == "GET" and current and "level" not in request.GET:
        return redirect("reach-out-live", current.id)
    context = {"form": form, **queries.whom_to_ask(request.user, now=current_time())}
    return render(request, "reachouts/start.html", context, status=422 if request.method == "POST" else 200)


def _owner_context(row: ReachOut, form: LineForm) -> dict[str, object]:
    is_told = can_be_told(row.owner_id)
    # Whoever has somebody with them is not sent to a page.
    awaits = row.state in (State.OPEN, State.UNANSWERED)
    return {
        "view": queries.owner_view(row),
        "offers_to_tell": row.ended_at is None and not is_told,
        "places": queries.places_of(row.owner),
        "at_hand": at_hand(row.owner, now=current_time()) if awaits else [],
        "can_be_told": is_told,
        "form": form,
        "person": row.owner,
    }


@person_required
@require_GET
def live(request: PersonRequest, reach_out_id: UUID) -> HttpResponse:
    """Show how a reach-out stands, as it happens."""
    row = policies.access_reach_out(request.user, reach_out_id)
    return render(request, "reachouts/live.html", _owner_context(row, LineForm()))


@person_required
@require_GET
def live_part(request: PersonRequest, reach_out_id: UUID, part: str) -> HttpResponse:
    """Return a part of the page that changes: how it stands `now`, where to `write`, the `moves`, what is `around`."""
    row = policies.access_reach_out(request.user, reach_out_id)
    return render(request, _template(OWNER_PARTS, part), _owner_context(row, LineForm()))


OWNER_MOVES: dict[str, Callable[..., ReachOut]] = {
    "cancel": services.cancel,
    "close": services.close,
    "resume": services.resume,
}


@person_required
@require_POST
@gives_back(LineForm)
def move(request: PersonRequest, reach_out_id: UUID, move: str) -> HttpResponse:
    """Call it off, end it, ask again, or say something to who is there."""
    row = policies.access_reach_out(request.user, reach_out_id)
    if move == "say":
        form = LineForm(request.POST)
        if not form.is_valid():
            return render(request, "reachouts/live.html", _owner_context(row, form), status=422)
        line = services.Line(**form.cleaned_data)
        try:
            services.say(reach_out_id=row.id, line=line, now=current_time())
        except Conflict:
            return render(
                request, "reachouts/live.html", {**_owner_context(row, form), "unsent": line.text}, status=409
            )
    elif move in OWNER_MOVES:
        OWNER_MOVES[move](reach_out_id=row.id, actor=request.user, now=current_time())
    else:
        raise NotFound
    return redirect("reach-out-live", row.id)


def _asked_context(row: Notification, address: Callable[[str], str], form: LineForm) -> dict[str, object]:
    return {
        "view": queries.asked_of_you(row),
        "form": form,
        "page": address("page"),
        "now": address("now"),
        "write": address("write"),
        "answer": address("answer"),
        "decline": address("decline"),
        "leave": address("leave"),
        "say": address("say"),
        "asker": row.reach_out.owner,
    }


def _own_address(row: Notification) -> Callable[[str], str]:
    """Return where the page, parts and moves of a signed-in supporter are."""
    return lambda what: _address("asked", row.id, what)


def _link_address(token: str) -> Callable[[str], str]:
    """Return where the page, parts and moves of a contact are who came by link."""
    return lambda what: _address("answer", token, what)


def _address(side: str, key: object, what: str) -> str:
    if what == "page":
        return reverse(side, args=[key])
    return reverse(f"{side}-part" if what in ASKED_PARTS else f"{side}-move", args=[key, what])


@person_required
@require_GET
def asked(request: PersonRequest, notification_id: UUID) -> HttpResponse:
    """Show a supporter who reaches out to them."""
    row = policies.access_notification(request.user, notification_id)
    services.see(notification=row, now=current_time())
    return render(request, "reachouts/asked.html", _asked_context(row, _own_address(row), LineForm()))


@person_required
@require_GET
def asked_part(request: PersonRequest, notification_id: UUID, part: str) -> HttpResponse:
    """Return a part of a supporter's page that changes."""
    row = policies.access_notification(request.user, notification_id)
    return render(request, _template(ASKED_PARTS, part), _asked_context(row, _own_address(row), LineForm()))


@require_GET
def answer_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a contact without account who reaches out to them."""
    row = policies.access_by_link(token)
    services.see(notification=row, now=current_time())
    return render(request, "reachouts/asked.html", _asked_context(row, _link_address(token), LineForm()))


@require_GET
def answer_part(request: HttpRequest, token: str, part: str) -> HttpResponse:
    """Return a part of a contact's page that changes."""
    row = policies.access_by_link(token)
    return render(request, _template(ASKED_PARTS, part), _asked_context(row, _link_address(token), LineForm()))


@person_required
@require_POST
@gives_back(LineForm)
def respond(request: PersonRequest, notification_id: UUID, move: str) -> HttpResponse:
    """Answer, decline, or say something, as a signed-in supporter."""
    row = policies.access_notification(request.user, notification_id)
    return _respond(request, row, move, _own_address(row))


@require_POST
@gives_back(LineForm)
def respond_by_link(request: HttpRequest, token: str, move: str) -> HttpResponse:
    """Answer, decline, or say something, as a contact who came by link."""
    return _respond(request, policies.access_by_link(token), move, _link_address(token))


SUPPORTER_MOVES: dict[str, Callable[..., ReachOut]] = {
    "answer": services.answer,
    "decline": services.decline,
    "leave": services.hand_back,
}


def _respond(request: HttpRequest, row: Notification, move: str, address: Callable[[str], str]) -> HttpResponse:
    now = current_time()
    if move in SUPPORTER_MOVES:
        SUPPORTER_MOVES[move](notification=row, now=now)
    elif move == "say":
        form = LineForm(request.POST)
        if not form.is_valid():
            return render(request, "reachouts/asked.html", _asked_context(row, address, form), status=422)
        line = services.Line(**form.cleaned_data, notification=row)
        try:
            services.say(reach_out_id=row.reach_out_id, line=line, now=now)
        except Conflict:
            context = {**_asked_context(row, address, form), "unsent": line.text}
            return render(request, "reachouts/asked.html", context, status=409)
    else:
        raise NotFound
    return redirect(address("page"))


@role_required(Role.LISTENER)
@require_http_methods(["GET", "POST"])
def listening(request: PersonRequest) -> HttpResponse:
    """Show a listener their shifts and take on another."""
    form = ShiftForm(request.POST or None)
    if form.is_valid():
        try:
            rota_services.take_shift(actor=request.user, **form.cleaned_data, now=current_time())
        except AlongsideError as error:
            form.add_error(None, str(error.sentence))
        else:
            return redirect("listening")
    context = {"form": form, "shifts": queries.shifts_of(request.user)}
    return render(request, "reachouts/listening.html", context, status=422 if form.errors else 200)


@role_required(Role.LISTENER)
@require_POST
def end_shift(request: PersonRequest, shift_id: UUID) -> HttpResponse:
    """Give one of one's own shifts up."""
    rota_services.end_shift(actor=request.user, shift_id=shift_id, now=current_time())
    return redirect("listening")
