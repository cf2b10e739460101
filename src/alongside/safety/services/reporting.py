"""Bringing something before moderators: by a report, or because of the words of what was just written."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Length
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.texts import checked_text
from alongside.kernel.errors import Conflict, Invalid, NotFound
from alongside.kernel.ratelimit import count_try
from alongside.kernel.sealed import seal
from alongside.safety.cries import WHO, cry_as_thing
from alongside.safety.details import Telling
from alongside.safety.enums import GRAVE, CaseState, Event, Reason, Source
from alongside.safety.evidence import frozen, keep_exhibits, thawed
from alongside.safety.models import Case, Exhibit, Report
from alongside.safety.reportable import Piece, Thing, here_since, reportable
from alongside.safety.sealing import WORDS
from alongside.safety.services.rows import (
    goes_to_keepers,
    keep_apart,
    note,
    open_case,
    reach_somebody,
    tell_those_who_look,
)
from alongside.safety.words.danger import sounds_like_danger
from alongside.ui import phrases

WORDS_LENGTH = 2000
REPORTS_A_DAY = 30
# Until then those who look after the group are alone with it; then the moderators of the whole place help, also where
# somebody has taken it on and done nothing yet.
URGENT_WAITS = timedelta(minutes=30)
# So long what somebody goes on with in one place comes into one case: lines of a room or a stage, posts of a thread.
LINES_GO_ON, POSTS_GO_ON = timedelta(hours=1), timedelta(days=1)
# So much of what goes on is kept in a case, in bytes as they are sealed; and with so many of the latest it is compared.
MOST_KEPT, COMPARED = 200_000, 20
# After so long without a word, moderators are told of the next as of the first.
TOLD_AGAIN = timedelta(hours=1)
YOUR_OWN = _("This is from you. You can change it or take it back yourself; nothing was sent.")
REPORTED_BEFORE = _("You have reported this already, and somebody looks at it. Nothing more is needed from you.")
SAY_WHAT = _("Please say in a few words what it is.")
CHOOSE_ONE = _("Please choose at least one message. A moderator sees those that you choose, and no other.")


def access_thing(actor: Person, kind: str, subject: UUID) -> Thing:
    """Return what somebody wants to report as they see it; NotFound for what they do not see."""
    known = reportable(kind)
    thing = known.look(actor, subject) if known else None
    if thing is None:
        raise NotFound
    if thing.about_id == actor.id:
        raise Conflict(YOUR_OWN)
    return thing


def report(*, actor: Person, kind: str, subject: UUID, telling: Telling, now: datetime) -> Report:
    """Ask moderators to look at something. Invalid, NotFound; Conflict for what is one's own or was reported; TooMany.

    It goes to those who look after the group it is in, unless it is about one of them or the reporter wants it
    otherwise; what is grave, to those of the whole place as well.
    """
    reason, words = _checked(telling)
    count_try("safety.report", str(actor.id), limit=REPORTS_A_DAY, window=timedelta(days=1), now=now)
    with transaction.atomic():
        thing = access_thing(actor, kind, subject)
        pieces = _chosen(thing, telling)
        for_community = not telling.not_there and goes_to_keepers(thing, besides=actor.id)
        to_all = now if reason in GRAVE or not for_community else None
        case = open_case(thing, for_community=for_community, instance_from=to_all, now=now)
        row = _add(case, actor, thing, pieces, reason, now=now)
        if words:
            row.words_sealed = seal(actor.data_key_id, words, what=WORDS)
            row.save(update_fields=["words_sealed"])
            if reason != Reason.DANGER:  # then they speak of somebody else, and it is urgent already
                bring_cry(actor, row.id, words, now=now)
        record("safety.reported", actor=actor.id, subject=row.id, about=actor.id, now=now)
    return row


def _checked(telling: Telling) -> tuple[Reason, str]:
    if telling.reason not in Reason.values:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="reason")
    words = checked_text(telling.words, field="words", most=WORDS_LENGTH)
    if telling.reason == Reason.OTHER and not words:
        raise Invalid(SAY_WHAT, field="words")
    return Reason(telling.reason), words


def _chosen(thing: Thing, telling: Telling) -> list[Piece]:
    """Return the pieces that are shown: those chosen among what the reporter sees, and none made up."""
    if not thing.chooses:
        return list(thing.pieces)
    pieces = [piece for piece in thing.pieces if piece.id in telling.chosen or piece.id == thing.subject]
    if not pieces:
        raise Invalid(CHOOSE_ONE, field="chosen")
    return pieces


def _add(case: Case, actor: Person, thing: Thing, pieces: list[Piece], reason: Reason, *, now: datetime) -> Report:
    """Add somebody's report to a case, and tell moderators of it, once a case and once more when it becomes urgent."""
    if Report.objects.filter(case=case, reporter=actor).exists():
        raise Conflict(REPORTED_BEFORE)
    is_new = not case.reports.exists()
    becomes_urgent = reason == Reason.DANGER and not case.is_urgent
    row = Report(created_at=now, case=case, source=Source.PERSON, reason=reason, reporter=actor)
    put_down(row, thing, pieces)
    if reach_somebody(case, now=now) or is_new or becomes_urgent:
        tell_those_who_look(case, urgent=case.is_urgent, now=now)
    return row


def put_down(row: Report, thing: Thing, pieces: Sequence[Piece]) -> None:
    """Keep a report with what was seen, sealed; danger makes its case urgent."""
    case = row.case
    row.evidence_sealed = frozen(case, thing, pieces)
    row.save()
    _show_as_well(case, thing, pieces)
    keep_exhibits(row, pieces, now=row.created_at)
    if row.reason == Reason.DANGER and not case.is_urgent:
        case.is_urgent = True
        case.save(update_fields=["is_urgent"])
    note(case, Event.REPORTED, reason=row.reason, now=row.created_at)


def _show_as_well(case: Case, thing: Thing, pieces: Sequence[Piece]) -> None:
    """Note which other lines of the same person a held case shows from now on."""
    theirs = [piece.id for piece in pieces if piece.by_same or piece.id == thing.subject]
    new = [one for one in theirs if one != case.subject and one not in case.also]
    if new:
        case.also = [*case.also, *new]
        case.save(update_fields=["also"])


def bring(
    thing: Thing,
    *,
    source: Source,
    goes_on: timedelta | None = None,
    apart: Collection[UUID] = (),
    now: datetime,
) -> Case:
    """Put what was just written before moderators, within the transaction that keeps it; it is there for all the same.

    Words of danger are urgent: those who look after the group see them at once, and the moderators of the whole place
    half an hour later. What `goes_on` is added to the case that the same person's words
    in the same thread, room or event have opened within that time, of which moderators were told: they see one of it,
    not ten. They are told once more when nothing came for an hour. Whoever is `apart` is neither told nor shown it.
    """
    is_urgent = source == Source.WORDS
    reason = Reason.DANGER if is_urgent else Reason.OTHER
    earlier = _goes_on_from(thing, source, since=now - goes_on) if goes_on else None
    if earlier is not None:
        _go_on(earlier, thing, Report(created_at=now, case=earlier, source=source, reason=reason))
        return earlier
    for_community = goes_to_keepers(thing, besides=None)
    later = now + URGENT_WAITS if is_urgent else None
    case = open_case(thing, for_community=for_community, instance_from=later if for_community else now, now=now)
    keep_apart(case, apart)
    row = Report(created_at=now, case=case, source=source, reason=reason)
    if case.reports.filter(source=source).exists():
        _go_on(case, thing, row)
        return case
    put_down(row, thing, thing.pieces)
    tell_those_who_look(case, urgent=is_urgent, now=now)
    return case


def bring_cry(
    person: Person,
    subject: UUID,
    words: str,
    *,
    who: Promise = WHO,
    apart: Collection[UUID] = (),
    now: datetime,
) -> None:
    """Bring before moderators of the place what somebody wrote to moderators, where it sounds like danger.

    None of those it may speak of is shown it, whatever they moderate: whom `subject` leads to, and who is `apart`.
    `who` stands in place of a name.
    """
    if sounds_like_danger(words):
        thing = cry_as_thing(person, subject, words, who=who, now=now)
        bring(thing, source=Source.WORDS, apart=apart, now=now)


def _go_on(case: Case, thing: Thing, row: Report) -> None:
    """Add what somebody went on with to their case, also what they changed; what it shows already is there once."""
    before = list(case.reports.filter(source=row.source).order_by("-created_at", "-id")[:COMPARED])
    shown = {(piece.id, piece.words) for seen in thawed(before) for piece in seen.pieces}
    if all((piece.id, piece.words) in shown for piece in thing.pieces):
        return
    latest = before[0].created_at
    put_down(row, thing, thing.pieces)
    _keep_the_latest(case, Source(row.source))
    if row.created_at - latest >= TOLD_AGAIN:
        tell_those_who_look(case, urgent=case.is_urgent, now=row.created_at)


def _keep_the_latest(case: Case, source: Source) -> None:
    """Keep of what somebody goes on with what came first and the latest, and that the rest came: its page opens."""
    rows = case.reports.filter(source=source, evidence_sealed__isnull=False).order_by("-created_at", "-id")
    kept, too_much = 0, []
    for report_id, size in list(rows.values_list("id", Length("evidence_sealed")))[1:-1]:
        kept += size
        if kept > MOST_KEPT:
            too_much.append(report_id)
    if too_much:
        Exhibit.objects.filter(report__in=too_much).delete()
        Report.objects.filter(id__in=too_much).update(evidence_sealed=None)


def _goes_on_from(thing: Thing, source: Source, *, since: datetime) -> Case | None:
    """Return the case of what the same person wrote there just before, held; one that somebody holds is not waited for.

    What is nowhere goes on with what has the same subject; and nothing with what they wrote by another name, before
    they left and came back: that would tell which names are one person. Whoever decides about it waits for where the
    lines are, which who writes is holding.
    """
    rows = Case.objects.filter(kind=thing.kind, community=thing.community_id, venue=thing.venue, state=CaseState.OPEN)
    came = here_since(thing.community_id, thing.about_id)
    rows = rows.filter(created_at__gt=since, created_at__gte=came or since)
    rows = rows.filter(about__isnull=False, about=thing.about_id)
    rows = rows if thing.venue else rows.filter(subject=thing.subject)
    same = rows.filter(id__in=Report.objects.filter(source=source).values("case")).order_by("-created_at", "-id")
    return same.select_for_update(no_key=True, skip_locked=True).first()
