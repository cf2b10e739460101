"""The owner's pages: their circle, naming somebody, one tie, its invitation."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.accounts.models import Person
from alongside.circles import services
from alongside.circles.acquaintances import names_known_by
from alongside.circles.asks_queries import asks_made
from alongside.circles.covering import seen_of, uncovered_needs
from alongside.circles.drawing import chip_of, drawing_of
from alongside.circles.enums import TieState, TieUse
from alongside.circles.forms import SendForm, TieForm, asked_for, tie_initial
from alongside.circles.models import Tie
from alongside.circles.names import names_of
from alongside.circles.next_steps_queries import next_steps_for
from alongside.circles.numbers import numbers_in
from alongside.circles.picture import ROOMY
from alongside.circles.policies import access_tie, allows, is_place
from alongside.circles.queries import circle_tie, ways_of
from alongside.circles.views.pages import Page, answer, confirm_page, done, form_page, saved
from alongside.kernel.clock import current_time
from alongside.notifications.queries import sends_mail
from alongside.ui import phrases
from alongside.ui.errors import gives_back


@person_required
@require_safe
def circle(request: PersonRequest) -> HttpResponse:
    """Show the actor's circle: the picture, and the same as a list, nearest ring first."""
    return render(request, "circles/circle.html", circle_context(request.user))


@person_required
@require_safe
def circle_part(request: PersonRequest) -> HttpResponse:
    """Show what of the circle may change while the page is open."""
    return render(request, "circles/circle_part.html", circle_context(request.user))


def circle_context(owner: Person) -> dict[str, object]:
    """Return what the page of a circle shows."""
    now = current_time()
    seen = seen_of(owner, now=now)
    drawing = drawing_of(seen.circle, seen.needs, uncovered_needs(owner, seen, now=now))
    return {"circle": seen.circle, "drawing": drawing, "next_steps": next_steps_for(owner, now=now, seen=seen)}


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(TieForm)
def add(request: PersonRequest) -> HttpResponse:
    """Name somebody or some place."""
    form = TieForm(request.POST if request.method == "POST" else None, initial=asked_for(request.GET))
    made: list[Tie] = []

    def save() -> None:
        made.append(services.name_tie(actor=request.user, details=form.details(), now=current_time()))

    if form.is_bound and saved(form, save):
        tie = made[0]
        if is_place(tie):
            return done(request, reverse("circle"), _("This place is in your circle now."))
        return done(request, reverse("circle-tie", args=[tie.id]), _("They are in your circle now."))
    page = Page(
        title=_("Name somebody, or a place"),
        lead=(_("Somebody who stands with you, or a group you can go to. Nobody is told that you named them."),),
        button=phrases.KEEP,
        back=reverse("circle"),
    )
    return form_page(request, page, form)


@person_required
@require_safe
def tie(request: PersonRequest, tie_id: UUID) -> HttpResponse:
    """Show one tie with what can be done with it."""
    return tie_page(request, access_tie(request.user, tie_id, to=TieUse.SEE), SendForm())


@person_required
@require_safe
def tie_part(request: PersonRequest, tie_id: UUID) -> HttpResponse:
    """Show what of one tie may change while the page is open."""
    row = access_tie(request.user, tie_id, to=TieUse.SEE)
    return render(request, "circles/tie_part.html", tie_context(row, SendForm()))


def tie_page(request: HttpRequest, row: Tie, send_form: SendForm) -> HttpResponse:
    """Show one tie, with the form that mails its invitation as it was filled in."""
    return answer(request, "circles/tie.html", tie_context(row, send_form), send_form)


def tie_context(row: Tie, send_form: SendForm) -> dict[str, object]:
    """Return what the page of one tie shows."""
    now = current_time()
    view, ways = circle_tie(row, now=now), ways_of(row)
    return {
        "tie": view,
        "chip": chip_of(view),
        "faces": ROOMY,
        "ways": ways,
        "numbers": numbers_in(ways),
        "known": names_known_by(row),
        "asks": asks_made(row.owner, now=now, tie=row),
        "may_change": allows(row, TieUse.CHANGE),
        "may_invite": allows(row, TieUse.INVITE),
        "may_thank": allows(row, TieUse.THANK),
        "send_form": send_form,
        "sends_mail": sends_mail(),
        "removal": removal_page(row, view.name),
    }


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(TieForm)
def change(request: PersonRequest, tie_id: UUID) -> HttpResponse:
    """Change what the owner wrote about a tie."""
    row = access_tie(request.user, tie_id, to=TieUse.CHANGE)
    view = circle_tie(row, now=current_time())
    form = TieForm(request.POST if request.method == "POST" else None, initial=tie_initial(view, ways_of(row)))
    if row.state == TieState.ACCEPTED:
        form.keep_gives(view.gives)

    def save() -> None:
        services.change_tie(actor=request.user, tie_id=tie_id, details=form.details(), now=current_time())

    back = reverse("circle-tie", args=[tie_id])
    if form.is_bound and saved(form, save):
        return done(request, back, phrases.CHANGES_KEPT)
    page = Page(title=_("Change %(name)s") % {"name": view.name}, button=phrases.KEEP, back=back)
    return form_page(request, page, form)


@person_required
@require_POST
def invite(request: PersonRequest, tie_id: UUID) -> HttpResponse:
    """Make a link to pass on."""
    services.invite(actor=request.user, tie_id=tie_id, now=current_time())
    return done(request, reverse("circle-tie", args=[tie_id]), _("Here is a link for them. Pass it on as you like."))


@person_required
@require_POST
def take_back(request: PersonRequest, tie_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    services.revoke_invitation(actor=request.user, tie_id=tie_id, now=current_time())
    return done(request, reverse("circle-tie", args=[tie_id]), _("The link does not work any more."))


@person_required
@require_POST
def send(request: PersonRequest, tie_id: UUID) -> HttpResponse:
    """Mail the open invitation."""
    row = access_tie(request.user, tie_id, to=TieUse.CHANGE)
    form = SendForm(request.POST)

    def save() -> None:
        address = form.cleaned_data["email"]
        services.send_invitation(actor=request.user, tie_id=tie_id, address=address, now=current_time())

    if saved(form, save):
        return done(request, reverse("circle-tie", args=[tie_id]), phrases.EMAIL_IS_ON_ITS_WAY)
    return tie_page(request, row, form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PersonRequest, tie_id: UUID) -> HttpResponse:
    """Ask, then take a tie out of the circle."""
    row = access_tie(request.user, tie_id, to=TieUse.REMOVE)
    if request.method == "POST":
        services.remove_tie(actor=request.user, tie_id=tie_id, now=current_time())
        return done(request, reverse("circle"), phrases.CIRCLE_CHANGED)
    return confirm_page(request, removal_page(row, names_of([row]).get(row.id, "")))


def removal_page(row: Tie, name: str) -> Page:
    """Return what is asked before a tie is taken out of the circle."""
    return Page(
        title=_("Take %(name)s out of your circle?") % {"name": name},
        lead=(
            _("They are not asked for anything any more. They get no message, and nobody is told a reason."),
            _("What you wrote about them here is deleted. You can name and invite them again whenever you want."),
        ),
        button=_("Take out"),
        back=reverse("circle-tie", args=[row.id]),
        address=reverse("circle-tie-remove", args=[row.id]),
    )


@person_required
@require_POST
def put_away(request: PersonRequest, tie_id: UUID) -> HttpResponse:
    """Put a tie that has ended away."""
    services.put_away_tie(actor=request.user, tie_id=tie_id, now=current_time())
    return done(request, reverse("circle"), phrases.CIRCLE_CHANGED)
