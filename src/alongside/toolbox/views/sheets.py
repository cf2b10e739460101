"""Somebody's own sheets: filling in a worksheet, what they have written, changing a sheet, deleting it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import Page, answer, confirm_page, done, saved
from alongside.kernel.clock import current_time
from alongside.kernel.errors import NotFound
from alongside.toolbox import services
from alongside.toolbox.contents import contents
from alongside.toolbox.forms import SheetForm, first_form
from alongside.toolbox.models import Sheet
from alongside.toolbox.policies import access_sheet
from alongside.toolbox.queries import looks_at, read_through, readers_of, sheet_of, sheets_of
from alongside.toolbox.wording import worksheet_view
from alongside.toolbox.worksheets import SURFS, Worksheet, worksheets
from alongside.ui import phrases
from alongside.ui.at_hand import at_hand

MOST_PAGES = 10_000


def page_asked(request: HttpRequest) -> int:
    """Return the number of the page somebody asks for, 1 for what is none."""
    asked = request.GET.get("page", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= len(str(MOST_PAGES))
    return int(asked) if is_number and 1 <= int(asked) <= MOST_PAGES else 1


def known_worksheet(key: str) -> Worksheet:
    """Return the worksheet of that name; NotFound when there is none."""
    found = worksheets().get(key)
    if found is None:
        raise NotFound
    return found


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: PersonRequest, key: str) -> HttpResponse:
    """Fill in a worksheet; what is kept can be changed at any time."""
    worksheet = known_worksheet(key)
    form = first_form(request.POST if request.method == "POST" else None, worksheet)
    made: list[Sheet] = []

    def save() -> None:
        filled, now = form.filled(), current_time()
        made.append(services.write_sheet(actor=request.user, worksheet=worksheet, filled=filled, now=now))

    if form.is_bound and saved(form, save):
        return _onward(request, made[0])
    context = {"worksheet": worksheet_view(worksheet), "form": form, "surfs": SURFS}
    return answer(request, "toolbox/fill.html", context, form)


def _onward(request: PersonRequest, sheet: Sheet) -> HttpResponse:
    """Lead on to the timer where an urge is waited out, otherwise to what was written."""
    if "surf" in request.POST and sheet.surf_until:
        return redirect("sheet-surf", sheet.id)
    return done(request, reverse("sheet", args=[sheet.id]), _("It is kept, and you can change it at any time."))


@person_required
@require_safe
def written(request: PersonRequest) -> HttpResponse:
    """Show what the person has written, the newest first."""
    return render(request, "toolbox/written.html", {"page": sheets_of(request.user, page=page_asked(request))})


@person_required
@require_safe
def read(request: PersonRequest, key: str) -> HttpResponse:
    """Show all that the person wrote in one worksheet, to read through."""
    worksheet = known_worksheet(key)
    page = read_through(request.user, worksheet, page=page_asked(request))
    return render(request, "toolbox/read.html", {"worksheet": worksheet_view(worksheet), "page": page})


@person_required
@require_safe
def sheet(request: PersonRequest, sheet_id: UUID) -> HttpResponse:
    """Show one sheet, and what can be done with it; when an urge stays strong, what is at hand."""
    row, now = access_sheet(request.user, sheet_id), current_time()
    view = sheet_of(row)
    context = {
        "sheet": view,
        "until": row.surf_until if row.surf_until and row.surf_until > now else None,
        "surfs": SURFS,
        "readings": looks_at(request.user, sheet_id),
        "at_hand": at_hand(request.user, now=now) if view.is_strong else [],
    }
    return render(request, "toolbox/sheet.html", context)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PersonRequest, sheet_id: UUID) -> HttpResponse:
    """Change what stands in a sheet."""
    row = access_sheet(request.user, sheet_id)
    worksheet = services.worksheet_of(row)
    form = SheetForm(
        request.POST if request.method == "POST" else None,
        fields=worksheet.fields,
        held=contents(row),
        at_hand=row.is_at_hand if worksheet.at_hand else None,
    )

    def save() -> None:
        services.change_sheet(actor=request.user, sheet_id=sheet_id, filled=form.filled(), now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, reverse("sheet", args=[sheet_id]), phrases.CHANGES_KEPT)
    context = {"worksheet": worksheet_view(worksheet), "form": form, "sheet": row, "readers": readers_of(row)}
    return answer(request, "toolbox/change.html", context, form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PersonRequest, sheet_id: UUID) -> HttpResponse:
    """Ask, then delete a sheet."""
    access_sheet(request.user, sheet_id)
    if request.method == "POST":
        services.remove_sheet(actor=request.user, sheet_id=sheet_id, now=current_time())
        return done(request, reverse("sheets"), phrases.IT_IS_DELETED)
    page = Page(
        title=_("Delete this sheet?"),
        lead=(_("What you wrote in it is deleted, also for those you shared it with."),),
        button=_("Delete it"),
        back=reverse("sheet", args=[sheet_id]),
    )
    return confirm_page(request, page)
