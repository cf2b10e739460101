"""What meetings hold about a person: the ones they saved, when they were there, whom they asked along, the address of
their calendar, for some weeks, under a digest, whether they found some there, what they do for some, and, while they
are in the room of one, that they are, and what they write there.
"""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.circles.names import names_of
from alongside.kernel.privacy import Holding, Table, labels_of
from alongside.kernel.sealed import unseal_all
from alongside.meetings import room_privacy, run_privacy
from alongside.meetings.enums import AlongState, OfferState, ProposalState, Way
from alongside.meetings.models import Along, AlongReminder, Attended, CalendarFeed, CompanyOffer, Proposal, Saved
from alongside.meetings.reporters import reports_of
from alongside.meetings.sealing import ALONG_WORDS, FEED_WORDS
from alongside.ui import phrases


def export(person_id: UUID) -> dict[str, Table]:
    """Return the meetings they saved, the dates they noted, their calendar's address, what they said and do."""
    return {
        "saved_meetings": _saved(person_id),
        "attended_meetings": _attended(person_id),
        "asked_along": _along(person_id),
        "along_reminders": _along_reminders(person_id),
        "company_offered": _offered(person_id),
        "company_offers": _offers(person_id),
        "calendar_feeds": _feeds(person_id),
        "meetings_proposed": _proposals(person_id),
        "meeting_reports": _reports(person_id),
        **run_privacy.export(person_id),
        **room_privacy.export(person_id),
    }


def _saved(person_id: UUID) -> Table:
    return [
        {"meeting": row.name, "saved_at": row.created_at.isoformat(), "reminder_minutes": row.remind_minutes}
        for row in Saved.objects.filter(owner=person_id).order_by("created_at", "id")
    ]


def _attended(person_id: UUID) -> Table:
    rows = Attended.objects.filter(saved__owner=person_id).select_related("saved").order_by("on_date", "id")
    return [
        {"meeting": row.saved.name, "on_date": row.on_date.isoformat(), "noted_at": row.created_at.isoformat()}
        for row in rows
    ]


def _along(person_id: UUID) -> Table:
    rows = list(
        Along.objects.filter(saved__owner=person_id).select_related("saved", "tie").order_by("created_at", "id")
    )
    texts, names = unseal_all([row.words_sealed for row in rows], what=ALONG_WORDS), names_of(row.tie for row in rows)
    return [
        {
            "meeting": row.saved.name,
            "whom": names.get(row.tie_id, ""),
            "on_date": row.on_date.isoformat(),
            "way": row.way,
            "offers_pick_up": row.offers_pick_up,
            "words": text or "",
            "state": row.state,
            "asked_at": row.created_at.isoformat(),
        }
        for row, text in zip(rows, texts, strict=True)
    ]


def _along_reminders(person_id: UUID) -> Table:
    rows = AlongReminder.objects.filter(along__tie__supporter__person=person_id).select_related("along__saved")
    return [
        {
            "meeting": row.along.saved.name,
            "on_date": row.along.on_date.isoformat(),
            "reminder_minutes": row.minutes,
        }
        for row in rows.order_by("created_at", "id")
    ]


def _offered(person_id: UUID) -> Table:
    rows = CompanyOffer.objects.filter(tie__supporter__person=person_id).select_related("tie__owner")
    return [_offer(row, row.tie.owner.alias) for row in rows.order_by("created_at", "id")]


def _offers(person_id: UUID) -> Table:
    rows = list(CompanyOffer.objects.filter(tie__owner=person_id).select_related("tie").order_by("created_at", "id"))
    names = names_of(row.tie for row in rows)
    return [_offer(row, names.get(row.tie_id, "")) for row in rows]


def _offer(row: CompanyOffer, who: str) -> dict[str, object]:
    return {"who": who, "way": row.way, "offer_state": row.state, "offered_at": row.created_at.isoformat()}


def _feeds(person_id: UUID) -> Table:
    rows = list(CalendarFeed.objects.filter(owner=person_id))
    words = unseal_all([row.words_sealed for row in rows], what=FEED_WORDS)
    return [{"made_at": row.created_at.isoformat(), "title": text} for row, text in zip(rows, words, strict=True)]


def _proposals(person_id: UUID) -> Table:
    rows = Proposal.objects.filter(person=person_id).order_by("created_at", "id")
    return [
        {
            "meeting": row.said["name"],
            "said": "; ".join(f"{name}: {value}" for name, value in row.said.items() if value not in ("", None, [])),
            "proposal_state": row.state,
            "why": row.why,
            "proposed_at": row.created_at.isoformat(),
        }
        for row in rows
    ]


def _reports(person_id: UUID) -> Table:
    rows = reports_of(person_id).order_by("on_date", "id").values_list("meeting__name", "on_date", "was_there")
    return [{"meeting": name, "on_date": day.isoformat(), "was_there": was_there} for name, day, was_there in rows]


def erase(person_id: UUID, now: datetime) -> None:
    """Remove what they saved, noted and asked, what they were asked along to, and what they said."""
    Along.objects.filter(tie__supporter__person=person_id).delete()
    CompanyOffer.objects.filter(tie__supporter__person=person_id).delete()
    CompanyOffer.objects.filter(tie__owner=person_id).delete()
    Saved.objects.filter(owner=person_id).delete()
    CalendarFeed.objects.filter(owner=person_id).delete()
    Proposal.objects.filter(person=person_id).delete()
    reports_of(person_id).delete()
    run_privacy.erase(person_id, now)
    room_privacy.erase(person_id)


WORDS = {
    "saved_meetings": _("Meetings you saved"),
    "attended_meetings": _("When you were at a meeting"),
    "asked_along": _("Whom you asked to come along"),
    "whom": phrases.WHOM_YOU_ASKED,
    "along_reminders": _("Reminders of what you come along to"),
    "company_offered": _("To whom you offered to come along"),
    "company_offers": _("Who offered you to come along"),
    "who": _("Who"),
    "meetings_proposed": _("Meetings you proposed"),
    "said": _("What you wrote down"),
    "proposal_state": phrases.HOW_IT_STANDS,
    "why": _("Why not"),
    "proposed_at": _("Proposed"),
    "offer_state": phrases.HOW_IT_STANDS,
    "offered_at": _("Offered"),
    "offers_pick_up": _("They offered to pick you up"),
    "way": _("How"),
    "words": phrases.IN_YOUR_OWN_WORDS,
    "state": phrases.HOW_IT_STANDS,
    "asked_at": _("Asked"),
    "calendar_feeds": phrases.YOUR_CALENDARS_ADDRESS,
    "made_at": _("Made"),
    "title": _("Title"),
    "meeting": _("Meeting"),
    "saved_at": _("Saved"),
    "reminder_minutes": _("Reminder, minutes before"),
    "on_date": _("Day"),
    "noted_at": _("Noted"),
    "meeting_reports": _("Whether a meeting was there"),
    "was_there": _("It was there"),
    **run_privacy.WORDS,
    **room_privacy.WORDS,
}
SAID = {
    "way": labels_of(Way),
    "state": labels_of(AlongState),
    "offer_state": labels_of(OfferState),
    "proposal_state": labels_of(ProposalState),
}
HOLDING = Holding(app="meetings", export=export, erase=erase, words=WORDS, said=SAID)
