"""What circles holds about a person: what they need, their circle and safety card, and what they offered to others."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.circles import carrying_privacy, privacy_agreements
from alongside.circles.asks_privacy import asks_made, asks_received
from alongside.circles.enums import AskState, Level, PathStep, Relation, Rhythm, Ring, Stance, Support, TieState, Weight
from alongside.circles.measures_words import GIVING, MEASURED
from alongside.circles.models import Acquaintance, BuildPath, Invitation, Need, SafetyCard, Snapshot, Supporter, Tie
from alongside.circles.names import names_of
from alongside.circles.own_hours import own_hours_of
from alongside.circles.sealing import CALLED, NEED, SENTENCE, WAYS
from alongside.circles.services.measuring import remember_measures
from alongside.circles.services.moves import SUPPORTING, end_tie
from alongside.circles.wording import WAKES, hours_words
from alongside.kernel import live
from alongside.kernel.privacy import Holding, Said, Table, labels_of
from alongside.kernel.sealed import unseal, unseal_all
from alongside.ui import phrases


def export(person_id: UUID) -> dict[str, Table]:
    """Return needs, ties with names opened, who of these knows whom, what was counted day by day, invitations, safety
    card, and what they offered, asked for and agreed.

    A contact's address is the contact's, not theirs, and stays out.
    """
    return {
        "needs": _own_needs(person_id),
        "ties": _own_ties(person_id),
        "acquaintances": _own_acquaintances(person_id),
        "measures": _own_measures(person_id),
        "invitations": _own_invitations(person_id),
        "supporter": _own_supporter(person_id),
        "offers": _own_offers(person_id),
        "support_hours": _own_support_hours(person_id),
        "safety_card": _own_safety_card(person_id),
        "asks": asks_made(person_id),
        "asked_of_you": asks_received(person_id),
        "build_path": [{"passed": list(row.passed)} for row in BuildPath.objects.filter(owner=person_id)],
        "agreements": privacy_agreements.own_agreements(person_id),
        **carrying_privacy.export(person_id),
    }


def _own_needs(person_id: UUID) -> Table:
    needs = list(Need.objects.filter(owner=person_id).order_by("created_at", "id"))
    words = unseal_all([need.words_sealed for need in needs], what=NEED)
    return [
        {
            "support": need.support,
            "words": text or "",
            "hours": None if need.hours is None else list(need.hours),
            "weight": need.weight,
            "added_at": need.created_at.isoformat(),
        }
        for need, text in zip(needs, words, strict=True)
    ]


def _own_ties(person_id: UUID) -> Table:
    ties = list(Tie.objects.filter(owner=person_id).order_by("created_at", "id"))
    names = names_of(ties)
    ways = unseal_all([tie.ways_sealed for tie in ties], what=WAYS)
    return [
        {
            "name": names.get(tie.id, ""),
            "ways": way or "",
            "relation": tie.relation,
            "ring": tie.ring,
            "stance": tie.stance,
            "rhythm": tie.rhythm,
            "gives": list(tie.gives),
            "state": tie.state,
            "on_safety_card": tie.on_safety_card,
            "named_at": tie.created_at.isoformat(),
            "ended_at": _moment(tie.ended_at),
        }
        for tie, way in zip(ties, ways, strict=True)
    ]


def _own_acquaintances(person_id: UUID) -> Table:
    names = names_of(Tie.objects.filter(owner=person_id))
    rows = Acquaintance.objects.filter(owner=person_id).order_by("first", "second")
    return [{"one": names.get(row.first_id, ""), "other": names.get(row.second_id, "")} for row in rows]


def _own_measures(person_id: UUID) -> Table:
    return [
        {
            "day": row.day.isoformat(),
            "size": row.size,
            "with_you": row.with_you,
            "daily": row.daily,
            "supporting_recovery": row.supporting_recovery,
            **dict(zip(GIVING, row.gives, strict=True)),
            "mutual": row.mutual,
        }
        for row in Snapshot.objects.filter(owner=person_id).order_by("day")
    ]


def _own_invitations(person_id: UUID) -> Table:
    rows = Invitation.objects.filter(tie__owner=person_id).order_by("created_at", "id")
    return [
        {
            "made_at": row.created_at.isoformat(),
            "expires_at": row.expires_at.isoformat(),
            "used_at": _moment(row.used_at),
            "revoked_at": _moment(row.revoked_at),
        }
        for row in rows
    ]


def _own_supporter(person_id: UUID) -> Table:
    return [
        {"weekly_capacity": row.weekly_capacity, "breather_until": _moment(row.breather_until)}
        for row in Supporter.objects.filter(person=person_id)
    ]


def _own_offers(person_id: UUID) -> Table:
    # Whom they support is named by alias, as on their page; the tie's other columns are its owner's.
    rows = Tie.objects.filter(supporter__person=person_id).select_related("owner").order_by("created_at", "id")
    return [
        {
            "to": row.owner.alias,
            "gives": list(row.gives),
            "hours": list(row.hours),
            "wakes_at": row.wakes_at,
            "by_email": row.by_email,
            "by_push": row.by_push,
            "ended_at": _moment(row.ended_at),
        }
        for row in rows
    ]


def _own_support_hours(person_id: UUID) -> Table:
    rows = Tie.objects.filter(supporter__person=person_id).select_related("owner").order_by("created_at", "id")
    ties = list(rows)
    own = own_hours_of(ties)
    return [
        {"to": tie.owner.alias, "support": kind.value, "hours": sorted(hours)}
        for tie in ties
        for kind, hours in own.get(tie.id, {}).items()
    ]


def _own_safety_card(person_id: UUID) -> Table:
    return [
        {"called": unseal(row.called_sealed, what=CALLED), "sentence": unseal(row.sentence_sealed, what=SENTENCE) or ""}
        for row in SafetyCard.objects.filter(owner=person_id)
    ]


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


@transaction.atomic
def erase(person_id: UUID, now: datetime) -> None:
    """Remove needs, circle, contacts, invitations and safety card, and themself from the circles of others.

    Whose tie led to them sees that it has ended, as if they had left. What the two of a tie agreed goes with the tie.
    """
    owners = _end_ties_to(person_id, now)
    # In the order of all services: ties, then the supporter, then what hangs on them. A wave passes by who is locked.
    list(Supporter.objects.select_for_update(no_key=True).filter(person=person_id))
    carrying_privacy.erase(person_id, now)
    remember_measures(owners, now=now)
    Tie.objects.filter(supporter__person=person_id).update(supporter=None)
    Supporter.objects.filter(person=person_id).delete()
    _tell_supporters_of(person_id)
    SafetyCard.objects.filter(owner=person_id).delete()
    Need.objects.filter(owner=person_id).delete()
    BuildPath.objects.filter(owner=person_id).delete()
    Snapshot.objects.filter(owner=person_id).delete()
    Acquaintance.objects.filter(owner=person_id).delete()
    Tie.objects.filter(owner=person_id).delete()
    Supporter.objects.filter(contact_of=person_id).delete()


def _end_ties_to(person_id: UUID, now: datetime) -> list[Person]:
    """End them; return whose circles these were."""
    rows = Tie.objects.filter(supporter__person=person_id, ended_at__isnull=True).order_by("id")
    ties = list(rows.select_for_update(of=("self",), no_key=True).select_related("owner", "supporter"))
    for tie in ties:
        end_tie(tie, actor_id=person_id, now=now)
    return [tie.owner for tie in ties]


def _tell_supporters_of(person_id: UUID) -> None:
    people = Tie.objects.filter(owner=person_id, supporter__person__isnull=False, ended_at__isnull=True)
    live.announce(people.values_list("supporter__person_id", flat=True), topic=SUPPORTING)


WORDS = {
    **privacy_agreements.WORDS,
    "needs": phrases.WHAT_YOU_NEED,
    "ties": _("The people and places of your circle"),
    "acquaintances": _("Who of your circle knows whom"),
    "measures": _("Your circle in numbers, day by day"),
    "invitations": _("Invitations you made"),
    "supporter": _("What you can carry for others"),
    "offers": _("What you offer to others"),
    "support_hours": _("What you offer at other hours"),
    "safety_card": phrases.SAFETY_CARD,
    "thanks_sent": _("Thanks you sent"),
    "thanks_received": _("Thanks you were sent"),
    "burnout_checks": phrases.HOW_WORN_OUT,
    "load_words": _("When you were told that you carry a lot"),
    "support": phrases.KIND_OF_SUPPORT,
    "words": _("In your words"),
    "weight": _("How much it matters"),
    "added_at": _("Added"),
    "name": _("Name"),
    "ways": phrases.HOW_YOU_REACH_THEM,
    "relation": _("What they are to you"),
    "ring": _("How close they are"),
    "stance": _("How they stand to your recovery"),
    "rhythm": _("How often you are in touch"),
    "gives": _("Support"),
    "state": phrases.HOW_IT_STANDS,
    "on_safety_card": _("On your safety card"),
    "named_at": _("Named"),
    "ended_at": _("Ended"),
    "made_at": _("Made"),
    "expires_at": _("Good until"),
    "used_at": _("Used"),
    "revoked_at": _("Taken back"),
    "weekly_capacity": phrases.TIMES_A_WEEK,
    "breather_until": _("Takes a breather until"),
    "to": _("For whom"),
    "hours": phrases.HOURS_OF_THE_WEEK,
    "wakes_at": _("Outside these hours"),
    "by_email": _("By e-mail"),
    "by_push": _("By notification"),
    "called": _("I am called"),
    "sentence": _("A sentence to yourself"),
    "asks": _("What you asked others for"),
    "asked_of_you": _("What others asked you for"),
    "build_path": _("Your path to a network"),
    "asked_at": _("Asked"),
    "ask_state": phrases.HOW_IT_STANDS,
    "passed": _("Steps you went past"),
    "sent_at": _("Sent"),
    "from_whom": _("From whom"),
    "thanks": _("In their words"),
    "seen_at": _("When you put it away"),
    "answered_at": _("When you answered"),
    "answers": _("Your answers"),
    "out_of_100": _("Out of 100"),
    "told_at": _("Told"),
    "one": _("One of two"),
    "other": _("The other"),
    "day": _("Day"),
    "size": MEASURED["size"],
    "with_you": MEASURED["with_you"],
    "daily": MEASURED["daily"],
    "supporting_recovery": MEASURED["supporting_recovery"],
    **{name: MEASURED[name] for name in GIVING},
    "mutual": MEASURED["mutual"],
}
SAID: dict[str, Said] = {
    **privacy_agreements.SAID,
    "support": labels_of(Support),
    "weight": labels_of(Weight),
    "gives": labels_of(Support),
    "relation": labels_of(Relation),
    "ring": labels_of(Ring),
    "stance": labels_of(Stance),
    "rhythm": labels_of(Rhythm),
    "state": labels_of(TieState),
    "hours": hours_words,
    "ask_state": labels_of(AskState),
    "passed": labels_of(PathStep),
    "wakes_at": lambda level: WAKES[Level(level)],
    "answers": carrying_privacy.said_answers,
}
HOLDING = Holding(app="circles", export=export, erase=erase, words=WORDS, said=SAID)
