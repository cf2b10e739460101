"""What supporters with and without an account change in the same way."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from alongside.circles import services
from alongside.circles.forms import BreatherForm, CapacityForm, OfferForm, offer_initial
from alongside.circles.models import Tie
from alongside.circles.policies import SupportingActor
from alongside.circles.queries import supported_tie, supporting_of
from alongside.circles.taking_over import taking_over_from
from alongside.circles.views.pages import Page, answer, done, form_page, saved
from alongside.kernel.clock import current_time
from alongside.ui import phrases


def offer(
    request: HttpRequest, actor: SupportingActor, tie: Tie, form_class: Callable[..., OfferForm], back: str
) -> HttpResponse:
    """Change what the actor offers through one tie."""
    view = supported_tie(tie)
    form = form_class(request.POST if request.method == "POST" else None, initial=offer_initial(view))

    def save() -> None:
        services.change_offer(actor=actor, tie_id=tie.id, offer=form.offer(), now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, back, phrases.CHANGES_KEPT)
    page = Page(
        title=_("What you offer %(alias)s") % {"alias": view.owner_alias},
        lead=(phrases.THEY_SEE_YOUR_OFFER,),
        button=phrases.KEEP,
        back=back,
    )
    return form_page(request, page, form)


def leaving_page(alias: str, *, back: str, address: str) -> Page:
    """Return what is asked before somebody stops supporting somebody."""
    return Page(
        title=_("Stop standing with %(alias)s?") % {"alias": alias},
        lead=(
            _("That is all right. They see that this tie has ended, and no reason."),
            _("If you only need some rest, a breather may be enough: nobody asks you anything until you are back."),
        ),
        button=_("Stop"),
        back=back,
        address=address,
    )


def capacity(request: HttpRequest, actor: SupportingActor, back: str) -> HttpResponse:
    """Say how often a week the actor may be asked."""
    now = current_time()
    initial = {"weekly_capacity": supporting_of(actor, now=now).weekly_capacity}
    form = CapacityForm(request.POST if request.method == "POST" else None, initial=initial)

    def save() -> None:
        services.change_capacity(actor=actor, weekly_capacity=form.cleaned_data["weekly_capacity"], now=now)

    if form.is_bound and saved(form, save):
        return done(request, back, phrases.CHANGES_KEPT)
    page = Page(
        title=_("What you can carry"),
        lead=(_("Past this number somebody else is asked before you. The people you support do not see it."),),
        button=phrases.KEEP,
        back=back,
    )
    return form_page(request, page, form)


def breather(request: HttpRequest, actor: SupportingActor, zone: ZoneInfo, back: str) -> HttpResponse:
    """Pause until a day in the actor's zone."""
    now: datetime = current_time()
    form = BreatherForm(request.POST if request.method == "POST" else None, zone=zone, now=now)

    def save() -> None:
        services.start_breather(actor=actor, until=form.until(), now=now)

    if form.is_bound and saved(form, save):
        return done(request, back, _("Rest well. Nobody asks you anything until you are back."))
    page = Page(
        title=phrases.TAKE_A_BREATHER,
        lead=(_("The people you support see that you rest and until when. Nobody is told why."),),
        button=phrases.TAKE_A_BREATHER,
        back=back,
    )
    context = {"page": page, "form": form, "taking_over": taking_over_from(actor, now=now)}
    return answer(request, "circles/breather.html", context, form)
