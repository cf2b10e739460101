"""What the two of a tie agree: the same pages for the owner, for a supporter with an account, for a contact by link."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles import links, services
from alongside.circles.enums import Side
from alongside.circles.forms_agreements import HopeForm, OfferedTermsForm
from alongside.circles.models import Supporter, Tie
from alongside.circles.names import names_of
from alongside.circles.policies import SupportingActor, access_agreed, access_contact_tie
from alongside.circles.queries_agreements import AgreementView, agreement_view
from alongside.circles.terms import current_terms, zone_of
from alongside.circles.views.contact import contact_required
from alongside.circles.views.pages import Page, done, form_page, saved
from alongside.kernel.clock import current_time
from alongside.ui import phrases

SHOWN = ("GET", "HEAD")
WRITTEN = (*SHOWN, "POST")
DONE = ("POST",)
MOVES = ("take-over", "confirm", "still-right")


@dataclass(frozen=True, slots=True)
class Seat:
    """Where somebody sits at an agreement: who they are, on which side, and where their pages are."""

    actor: SupportingActor
    tie: Tie
    side: Side
    name: str
    key: UUID | str
    back: str

    def to(self, action: str = "") -> str:
        """Return the address of one of their pages."""
        return reverse(f"{self.name}-{action}" if action else self.name, args=[self.key])

    @property
    def other(self) -> str:
        """Return what the reader calls the other: the owner's own name for them, or the owner's alias."""
        return names_of([self.tie]).get(self.tie.id, "") if self.side == Side.OWNER else self.tie.owner.alias


Action = Callable[[HttpRequest, Seat], HttpResponse]
Seated = Callable[[Action, Sequence[str]], Callable[..., HttpResponse]]


def of_owner(action: Action, methods: Sequence[str]) -> Callable[..., HttpResponse]:
    """Open a page of an agreement to the owner of the tie."""

    @person_required
    @require_http_methods(list(methods))
    def opened(request: PersonRequest, tie_id: UUID) -> HttpResponse:
        tie = access_agreed(request.user, tie_id, Side.OWNER)
        back = reverse("circle-tie", args=[tie_id])
        return action(request, Seat(request.user, tie, Side.OWNER, "circle-tie-agreement", tie_id, back))

    return opened


def of_supporter(action: Action, methods: Sequence[str]) -> Callable[..., HttpResponse]:
    """Open a page of an agreement to who supports with an account."""

    @person_required
    @require_http_methods(list(methods))
    def opened(request: PersonRequest, tie_id: UUID) -> HttpResponse:
        tie = access_agreed(request.user, tie_id, Side.SUPPORTER)
        return action(
            request, Seat(request.user, tie, Side.SUPPORTER, "supporting-agreement", tie_id, reverse("supporting"))
        )

    return opened


def of_contact(action: Action, methods: Sequence[str]) -> Callable[..., HttpResponse]:
    """Open a page of an agreement to a contact by their own link."""

    @require_http_methods(list(methods))
    @contact_required
    def opened(request: HttpRequest, contact: Supporter) -> HttpResponse:
        tie, token = access_contact_tie(contact), links.sign(contact.id, salt=links.CONTACT)
        back = links.contact_path(contact.id)
        return action(request, Seat(contact, tie, Side.SUPPORTER, "with-agreement", token, back))

    return opened


def agreement_paths(route: str, name: str, seated: Seated) -> list[URLPattern]:
    """Return the addresses of an agreement for one kind of reader."""
    return [
        path(route, seated(show, SHOWN), name=name),
        path(f"{route}part/", seated(show_part, SHOWN), name=f"{name}-part"),
        path(f"{route}write/", seated(write, WRITTEN), name=f"{name}-write"),
        path(f"{route}take-over/", seated(take_over, DONE), name=f"{name}-take-over"),
        path(f"{route}confirm/", seated(confirm, DONE), name=f"{name}-confirm"),
        path(f"{route}still-right/", seated(still_right, DONE), name=f"{name}-still-right"),
    ]


def show(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show what both say, where it does not fit, and what both had said yes to."""
    return render(request, "circles/agreement.html", agreement_context(seat))


def show_part(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show what of that may change while the page is open."""
    return render(request, "circles/agreement_part.html", agreement_context(seat))


def agreement_context(seat: Seat) -> dict[str, object]:
    """Return what the page of an agreement shows."""
    view = agreement_view(seat.tie, seat.side, now=current_time())
    headings = _headings(seat.side)
    return {
        "agreement": view,
        "seat": seat,
        "to": {name.replace("-", "_"): seat.to(name) for name in ("part", "write", *MOVES)},
        "is_owner": seat.side == Side.OWNER,
        "headings": (*headings, phrases.HOW_IT_STANDS) if view.hope_is_written else _headings_of_offer(seat.side),
        "headings_then": headings,
        "say_it": _say_it(view, seat.side),
    }


def _headings(side: Side) -> tuple[str, ...]:
    if side == Side.OWNER:
        return _("About"), _("You hope for"), _("They offer")
    return _("About"), _("You offer"), _("They hope for")


def _headings_of_offer(side: Side) -> tuple[str, ...]:
    about, own, theirs = _headings(side)
    return about, theirs if side == Side.OWNER else own


def _say_it(view: AgreementView, side: Side) -> str:
    if side == Side.OWNER and not view.hope_is_written:
        return _("Write what you hope for")
    return _("Change what you say")


def write(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Write one's own side."""
    now, current = current_time(), current_terms(seat.tie)
    form_class = HopeForm if seat.side == Side.OWNER else OfferedTermsForm
    data = request.POST if request.method == "POST" else None
    form = form_class(data, terms=current.of(seat.side), zone=zone_of(seat.tie, seat.side), now=now)

    def save() -> None:
        services.write_terms(actor=seat.actor, tie_id=seat.tie.id, side=seat.side, terms=form.terms(), now=now)

    if form.is_bound and saved(form, save):
        return done(request, seat.to(), phrases.CHANGES_KEPT)
    return form_page(request, _writing_page(seat, has_other_hours=bool(current.own_hours)), form)


def _writing_page(seat: Seat, *, has_other_hours: bool) -> Page:
    lead: tuple[str, ...]
    if seat.side == Side.OWNER:
        title = _("What you hope for from %(name)s") % {"name": seat.other}
        lead = (_("They read this, and see where it is more than they offer. It asks nothing of them by itself."),)
    else:
        title = _("What you offer %(alias)s, and what not") % {"alias": seat.other}
        lead = (_("It holds at once: nobody asks you for more than this, also before you have both said yes."),)
        if has_other_hours:
            lead = (*lead, _("What you give at other hours keeps them. You change those where you say what you offer."))
    return Page(title=title, lead=lead, button=phrases.KEEP, back=seat.to())


def take_over(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Say what the other says, in one field or wherever the two do not fit."""
    field = request.POST.get("field", "")
    seen = request.POST.get("seen", "")
    services.take_over(actor=seat.actor, tie_id=seat.tie.id, side=seat.side, field=field, seen=seen, now=current_time())
    return done(request, seat.to(), _("You both say the same there now."))


def confirm(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Say yes to what both say."""
    seen = request.POST.get("seen", "")
    services.confirm_terms(actor=seat.actor, tie_id=seat.tie.id, side=seat.side, seen=seen, now=current_time())
    return done(request, seat.to(), _("You said yes."))


def still_right(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Say that what was agreed is still right."""
    services.say_still_right(actor=seat.actor, tie_id=seat.tie.id, side=seat.side, now=current_time())
    return done(request, seat.to(), _("Thank you for looking at it again."))
