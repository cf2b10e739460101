"""The threads of a group: their list, one with its posts, writing, reactions, following."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import Page, answer, confirm_page, done
from alongside.groups import services
from alongside.groups.enums import Use, Wants
from alongside.groups.models import Membership
from alongside.groups.pausing import paused_html
from alongside.groups.policies import access_standing, may
from alongside.groups.regular.page import DayHosted, day_hosted
from alongside.groups.threads import following
from alongside.groups.threads.drafts import LENGTHS, WORDS, draft_of, keep_draft
from alongside.groups.threads.forms import HelloForm, OpeningForm, PostForm, ReplyForm, TitledForm
from alongside.groups.threads.line_rows import drawn_lines
from alongside.groups.threads.lists import THREADS, threads_of
from alongside.groups.threads.live import newer_than
from alongside.groups.threads.marks import with_marks
from alongside.groups.threads.models import Post, Reading, Thread
from alongside.groups.threads.page import ThreadView, own_part_of, start_for, thread_view
from alongside.groups.threads.policies import access_own_post, access_post_at, access_thread, is_writable
from alongside.groups.threads.post_rows import drawn_posts
from alongside.groups.threads.waits import RIGHT_NOW, said_of_waits, with_looked_at, with_right_now
from alongside.groups.views.sending import (
    A_PAUSE,
    KEEPING,
    heard_in_group,
    led_in_group,
    said,
    said_of_cry,
    says_paused,
    sent,
)
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Invalid, TooMany
from alongside.safety.asking import NOT_SENT, led_to_people
from alongside.ui import phrases
from alongside.ui.context import country_of
from alongside.ui.kept import kept_form

THREAD = "groups/threads/thread.html"
IT_IS_KEPT = gettext_lazy("It is kept for you, and nobody else sees it. You find it here when you write again.")


def number_in(text: str | None) -> int | None:
    """Return a whole number of an address, None for what is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else None


@person_required
@require_safe
def listing(request: PersonRequest, slug: str) -> HttpResponse:
    """Show what is talked of in a group."""
    standing = access_standing(request.user, slug)
    services.note_visit(standing, now=current_time())
    start = number_in(request.GET.get("start")) or 0
    listed = threads_of(standing, start=start)
    context = {
        "group": standing.group,
        "lines": drawn_lines(with_marks(standing, listed.lines, now=current_time()), standing.group),
        "is_writable": is_writable(standing),
        "has_begun": listed.has_begun,
        "more": f"?start={start + THREADS}" if listed.are_more else "",
    }
    return render(request, "groups/threads/threads.html", context)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@says_paused
@heard_in_group(HelloForm, OpeningForm)
def begin(request: PersonRequest, slug: str) -> HttpResponse:
    """Begin a thread."""
    standing = access_standing(request.user, slug)
    says_hello = request.GET.get("hello") == "yes"
    kind = HelloForm if says_hello else OpeningForm
    form = kind(request.POST if request.method == "POST" else None, initial=draft_of(standing))
    form.is_reopened = not form.is_bound and is_begun(form)
    form.known = (standing.alias,)
    keeps = _keeps(request)
    kept = _kept(request, slug, None, form) if keeps else ""
    if kept:
        return _after_keeping(request, reverse("group-threads", args=[slug]), kept)
    made: list[Thread] = []

    def save() -> None:
        opening = form.opening()
        made.append(services.begin_thread(actor=request.user, slug=slug, opening=opening, now=current_time()))

    if form.is_bound and not keeps and sent(form, save, standing):
        there = _("Your thread is there.")
        # Whom to turn to stands below what they wrote, and stays: said at the top as well, it would be there twice.
        stays = form.is_heavy() and made[0].posts.filter(is_heavy=True).exists()
        to = reverse("group-thread", args=[slug, made[0].id])
        return done(request, to, there if stays else said(form, standing, there))
    title = phrases.SAY_HELLO if says_hello else phrases.BEGIN_A_THREAD
    page = Page(title, phrases.SEND_IT, reverse("group" if says_hello else "group-threads", args=[slug]))
    context = {"page": page, "form": form, "alias": standing.alias, "may_keep": True, "is_kept": is_begun(form)}
    context["cries"] = form.is_reopened and form.is_heavy()
    return answer(request, "groups/threads/write.html", context, form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@heard_in_group(ReplyForm)
def thread(request: PersonRequest, slug: str, thread_id: UUID) -> HttpResponse:
    """Show a thread from where the reader has not read yet; answer in it."""
    standing = access_standing(request.user, slug)
    row = access_thread(standing, thread_id)
    since = number_in(request.GET.get("since"))
    if since is not None and request.method != "POST":
        return _newer(request, standing, row, since)
    own = own_part_of(standing, row)
    initial = {**own.draft, "answers": request.GET.get("answers")}
    data, start = request.POST if request.method == "POST" else None, number_in(request.GET.get("from"))
    if data is None and not any(initial.values()):
        return render(request, THREAD, _shown(request, standing, row, own.reading, None, start=start))
    form = ReplyForm(data, initial=initial, coached=standing.wants_coach, thread=row.id, by=standing.id)
    form.is_reopened = not form.is_bound and is_begun(form)
    form.known = (standing.alias,)
    keeps = _keeps(request)
    kept = _kept(request, slug, thread_id, form) if keeps else ""
    if kept:
        return _after_keeping(request, reverse("group-thread", args=[slug, thread_id]), kept)

    made: list[Post] = []

    def save() -> None:
        said_there, now = form.said(), current_time()
        post = services.answer_thread(actor=request.user, slug=slug, thread_id=thread_id, said=said_there, now=now)
        made.append(post)

    if form.is_bound and not keeps and sent(form, save, standing):
        to = reverse("group-thread", args=[slug, thread_id])
        if made[0].is_heavy:
            # Whom to turn to stands below it, and stays: said at the top as well, it would be there twice.
            return done(request, f"{to}?from={made[0].place}#post-{made[0].place}", _("It is sent."))
        # Where something warm is said, at the top, the page does not lead past it: a browser keeps where it was led to
        # before, unless it is led somewhere.
        to += "#top" if form.is_heavy() else f"#post-{made[0].place}"
        return done(request, to, said(form, standing, _("It is sent.")))
    return answer(request, THREAD, _shown(request, standing, row, own.reading, form, start=start), form)


def _newer(request: PersonRequest, standing: Membership, row: Thread, since: int) -> HttpResponse:
    """Say to an open page how much is new in its thread, and lead to the first of it. It is not read by that."""
    newer = newer_than(standing, row, since)
    path = f"?from={newer.first}#post-{newer.first}"
    return render(request, "groups/threads/newer.html", {"newer": newer, "path": path})


def is_begun(form: PostForm) -> bool:
    """Tell whether a form came with what somebody had begun to write before."""
    return any(form.initial.get(name) for name in WORDS)


def _keeps(request: PersonRequest) -> bool:
    return not KEEPING.isdisjoint(request.POST)


def _after_keeping(request: PersonRequest, to: str, said_of_it: str | Promise) -> HttpResponse:
    """Lead on, and say what became of it; nothing of both to a page that keeps by itself and stays where it is."""
    return HttpResponse(status=204) if request.POST.get("keep") == "quiet" else done(request, to, said_of_it)


def _kept(request: PersonRequest, slug: str, thread_id: UUID | None, form: PostForm) -> str | Promise:
    """Keep what was begun, for later, or throw it away; return what is said of it.

    What cannot be kept becomes an error of the form, and what was typed stays: nothing is said then.
    """
    throws = "throw" in request.POST
    words = {name: "" if throws else request.POST.get(name, "") for name in LENGTHS}
    try:
        is_there = keep_draft(actor=request.user, slug=slug, thread_id=thread_id, words=words, now=current_time())
    except (Invalid, TooMany) as refusal:
        field = refusal.field if isinstance(refusal, Invalid) and refusal.field in form.fields else None
        form.add_error(field, str(refusal.sentence))
        form.led_to = led_to_people(NOT_SENT) if form.is_heavy() else ""
        return ""
    return form.kept(IT_IS_KEPT) if is_there else phrases.DRAFT_THROWN_AWAY


def _shown(
    request: PersonRequest,
    standing: Membership,
    row: Thread,
    reading: Reading | None,
    form: PostForm | None,
    *,
    start: int | None,
) -> dict[str, object]:
    """Return what the page of a thread shows; `form` is None where nothing is typed yet."""
    view = thread_view(standing, row, reading, start=start_for(reading, row, start))
    if not reading or reading.read_place < view.last_place or reading.is_told:
        following.mark_read(standing, row, place=view.last_place, now=current_time())
        services.note_visit(standing, now=current_time())
    may_write = is_writable(standing, row)
    waits = said_of_waits(standing, view, now=current_time()) if may_write else {}
    waits = with_looked_at(waits, view, community_id=standing.group_id, now=current_time())
    paused = paused_html(standing, now=current_time()) if may_write else ""
    waits = with_right_now(
        waits,
        view,
        country=country_of(request),
        said=lambda words: said_of_cry(standing, words, may_change=not paused),
        now=current_time(),
    )
    is_sent = form is not None and form.is_bound
    refused = form.led_to if form is not None else ""
    is_led = bool(refused) or (form is not None and form.is_reopened and form.is_heavy())
    return {
        "group": standing.group,
        "standing": standing,
        "view": view,
        "form": kept_form(ReplyForm) if form is None else form.render(),
        "answered": "" if form is None else _answered(form, view),
        "is_kept": form is not None and is_begun(form),
        "cries": _right_now(request, refused) if is_led else "",
        "is_followed": view.wants == Wants.FOLLOW,
        "is_muted": view.wants == Wants.MUTE,
        # Nobody else has written: there is nobody to answer, or to listen to.
        "is_alone": view.start == 1 and not view.later and all(post.is_own for post in view.posts),
        "hosted": _hosted(request, standing, view, day_hosted(standing, row, now=current_time())),
        "start": str(view.start),
        "newest": str(max(row.last_place, view.last_place)),
        "is_locked": not view.is_open,
        "posts": drawn_posts(
            view,
            standing.group,
            is_writable=may_write,
            is_paused=bool(paused),
            looks_after=may(standing, Use.MODERATE),
            waits=waits,
        ),
        # What was typed stays, also where nothing is taken any more.
        "is_writable": is_sent or (may_write and not paused),
        "paused": paused,
        "earlier": f"?from={view.earlier}" if view.earlier else "",
        "later": f"?from={view.later}" if view.later else "",
    }


def _right_now(request: PersonRequest, refused: str) -> str:
    """Return whom to turn to, for somebody who opens again what they had begun to write in danger, or was `refused`."""
    return render_to_string(RIGHT_NOW, {"crisis_country": country_of(request), "said": refused}, request)


def _hosted(request: PersonRequest, standing: Membership, view: ThreadView, day: DayHosted | None) -> str:
    """Return what is said of the day of a thread that opened by itself; '' for any other."""
    context = {"hosted": day, "group": standing.group, "view": view}
    return render_to_string("groups/regular/hosted.html", context, request) if day else ""


def _answered(form: PostForm, view: ThreadView) -> str:
    """Return the alias of who wrote what is answered; '' where nothing is."""
    answers = str(form["answers"].value())
    return next((one.alias for one in view.posts if str(one.id) == answers), "")


@person_required
@require_POST
def claim(request: PersonRequest, slug: str, waiting_id: UUID) -> HttpResponse:
    """Say that one will answer, and lead to what waits."""
    row = services.claim_answer(actor=request.user, slug=slug, waiting_id=waiting_id, now=current_time())
    path = (
        f"{reverse('group-thread', args=[slug, row.post.thread_id])}?from={row.post.place}&answers={row.post_id}#write"
    )
    return done(request, path, _("Thank you. Nobody else is asked for 45 minutes."))


@person_required
@require_POST
def want(request: PersonRequest, slug: str, thread_id: UUID) -> HttpResponse:
    """Follow a thread, mute it, or neither."""
    wants = request.POST.get("wants", "")
    following.want_thread(actor=request.user, slug=slug, thread_id=thread_id, wants=wants, now=current_time())
    return done(request, reverse("group-thread", args=[slug, thread_id]), phrases.CHANGES_KEPT)


@person_required
@require_POST
@led_in_group(ReplyForm)
def coach(request: PersonRequest, slug: str, thread_id: UUID) -> HttpResponse:
    """Be shown what may sound like advice before one's answers are sent, or no more."""
    services.choose_coach(actor=request.user, slug=slug, wants=request.POST.get("move") == "yes", now=current_time())
    # What was begun goes along: the words, kept as a draft, and whose post they answer.
    standing = access_standing(request.user, slug)
    row = access_thread(standing, thread_id)
    form = ReplyForm(request.POST, coached=standing.wants_coach, thread=row.id, by=standing.id)
    is_typed = any(request.POST.get(name, "").strip() for name in LENGTHS)
    if is_typed and not _kept(request, slug, thread_id, form):
        return answer(
            request, THREAD, _shown(request, standing, row, own_part_of(standing, row).reading, form, start=None), form
        )
    answers = form["answers"].value()
    asked = f"?{urlencode({'answers': answers})}" if answers else ""
    return done(request, f"{reverse('group-thread', args=[slug, thread_id])}{asked}#write", phrases.CHANGES_KEPT)


@person_required
@require_POST
def react(request: PersonRequest, slug: str, thread_id: UUID) -> HttpResponse:
    """Say one of the few kind words to a post, or take it back."""
    place, _space, kind = request.POST.get("to", "").partition(" ")
    standing = access_standing(request.user, slug)
    post = access_post_at(standing, access_thread(standing, thread_id), number_in(place))
    is_said = services.react(
        actor=request.user, slug=slug, thread_id=thread_id, post_id=post.id, kind=kind, now=current_time()
    )
    start = number_in(request.POST.get("from")) or 1
    said = _("Your kind word is with them now.") if is_said else _("Your kind word is taken back.")
    # To the post it was said to: whoever reads on, by keyboard or not, is where they were.
    return done(request, f"{reverse('group-thread', args=[slug, thread_id])}?from={start}#post-{post.place}", said)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@says_paused
@heard_in_group(PostForm, TitledForm)
def change(request: PersonRequest, slug: str, thread_id: UUID, post_id: UUID) -> HttpResponse:
    """Change what one wrote."""
    standing = access_standing(request.user, slug)
    row = access_thread(standing, thread_id)
    post = access_own_post(standing, row, post_id)
    kind = TitledForm if post.place == 1 else PostForm
    initial = {"title": row.title, "text": post.text, "note": post.note}
    form = kind(request.POST if request.method == "POST" else None, initial=initial, thread=row.id, by=standing.id)
    back = f"{reverse('group-thread', args=[slug, thread_id])}?from={post.place}#post-{post.place}"

    def save() -> None:
        said, title, now = form.said(), form.cleaned_data.get("title", ""), current_time()
        services.change_post(
            actor=request.user, slug=slug, thread_id=thread_id, post_id=post_id, said=said, title=title, now=now
        )

    if form.is_bound and sent(form, save, standing, refused=A_PAUSE):
        return done(request, back, form.sent(str(phrases.CHANGES_KEPT)))
    context = {"page": Page(phrases.CHANGE_WHAT_YOU_WROTE, phrases.KEEP, back), "form": form, "alias": standing.alias}
    return answer(request, "groups/threads/write.html", context, form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: PersonRequest, slug: str, thread_id: UUID, post_id: UUID) -> HttpResponse:
    """Ask, then take back what one wrote."""
    standing = access_standing(request.user, slug)
    post = access_own_post(standing, access_thread(standing, thread_id), post_id)
    back = f"{reverse('group-thread', args=[slug, thread_id])}?from={post.place}#post-{post.place}"
    if request.method == "POST":
        services.take_post_back(actor=request.user, slug=slug, thread_id=thread_id, post_id=post_id, now=current_time())
        return done(request, back, phrases.IT_IS_TAKEN_BACK)
    lead = _("What you wrote is deleted, with what others said to it. Its place says that it was taken back.")
    return confirm_page(request, Page(_("Take back what you wrote?"), phrases.TAKE_IT_BACK, back, (lead,)))
