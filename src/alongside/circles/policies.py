"""Who may see and do what with circles. The only door to a row: `visible_*` filters, `access_*` fetches one.

A stranger is never told whether a row exists (NotFound). The two ends of a tie know that it does: what is for the
other end alone, or no longer possible, is refused with a sentence (NotAllowed).
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.accounts.enums import Role
from alongside.accounts.models import Person
from alongside.accounts.policies import has_role, must_add_second_step
from alongside.circles import links
from alongside.circles.enums import PLACES, TIE_MOVES, Relation, Side, TieState, TieUse
from alongside.circles.models import (
    Acquaintance,
    Ask,
    BurnoutCheck,
    Invitation,
    LoadWord,
    Need,
    SafetyCard,
    Snapshot,
    Supporter,
    Thanks,
    Tie,
)
from alongside.kernel.errors import Gone, NotAllowed, NotFound

SupportingActor = Person | Supporter
"""Who stands at the far end of a tie: somebody signed in, or a contact known by their link."""

FOR_THE_OWNER = _(
    "This page is for the person whose circle it is. What you offer them is under “People I support”. Nothing is lost."
)
FOR_THE_SUPPORTER = _(
    "Only the person who supports you can change what they offer. You find them in your circle. Nothing is lost."
)
FOR_WHO_IS_ASKED = _("Only the person you asked can answer. You see in your circle what they say. Nothing is lost.")
NOT_POSSIBLE = _("That is not possible with this tie as it stands now. Nothing is lost. Your circle shows where it is.")

INCOMPLETE = _("This link is not complete. Please open it again from the message you have it from.")

FOR_ORGANISERS = _("Only an organiser sees the counts of the whole community. Nothing is lost.")
SECOND_STEP_FIRST = _("The role of an organiser asks for a second step when you sign in. Please add one on the pages.")


def access_community(actor: Person) -> None:
    """Let an organiser see the counts of all circles together; NotAllowed for everybody else, never a row of them."""
    if not has_role(actor, Role.ORGANISER):
        raise NotAllowed(FOR_ORGANISERS)
    if must_add_second_step(actor, Role.ORGANISER):
        raise NotAllowed(SECOND_STEP_FIRST)


def visible_ties(actor: Person) -> QuerySet[Tie]:
    """Return the ties of the actor's own circle, without those that ended and were put away."""
    return Tie.objects.filter(owner=actor).exclude(state=TieState.ENDED, name_sealed=b"")


def visible_supported(actor: SupportingActor) -> QuerySet[Tie]:
    """Return the accepted ties through which the actor supports somebody."""
    if isinstance(actor, Person):
        return Tie.objects.filter(supporter__person=actor, state=TieState.ACCEPTED)
    return Tie.objects.filter(supporter=actor, supporter__person__isnull=True, state=TieState.ACCEPTED)


def access_tie(actor: Person, tie_id: UUID, *, to: TieUse, lock: bool = False) -> Tie:
    """Return a tie of the actor's circle that they may use so; with `lock`, locked by the running transaction."""
    tie = _fetch(visible_ties(actor), tie_id, lock=lock)
    if tie is None:
        raise NotAllowed(FOR_THE_OWNER) if visible_supported(actor).filter(id=tie_id).exists() else NotFound
    if not allows(tie, to):
        raise NotAllowed(NOT_POSSIBLE)
    return tie


def allows(tie: Tie, use: TieUse) -> bool:
    """Tell whether a tie, as it stands, can be used so by its owner."""
    moves = TIE_MOVES[TieState(tie.state)]
    if use == TieUse.INVITE:
        return TieState.INVITED in moves and not is_place(tie)
    if use in (TieUse.ASK, TieUse.THANK):
        return tie.state == TieState.ACCEPTED
    return use == TieUse.SEE or bool(moves)


def visible_needs(actor: Person) -> QuerySet[Need]:
    """Return what the actor wants support for; nobody else sees it, whoever stands with them."""
    return Need.objects.filter(owner=actor)


def access_need(actor: Person, need_id: UUID, *, lock: bool = False) -> Need:
    """Return a need of the actor's own, to see, change or remove; with `lock`, locked by the running transaction."""
    needs = visible_needs(actor).select_related("owner").filter(id=need_id)
    need = (needs.select_for_update(of=("self",), no_key=True) if lock else needs).first()
    if need is None:
        raise NotFound
    return need


def is_place(tie: Tie) -> bool:
    """Tell whether a tie leads to a place, where nobody is invited or notified."""
    return Relation(tie.relation) in PLACES


def access_supported(actor: SupportingActor, tie_id: UUID, *, lock: bool = False) -> Tie:
    """Return a tie through which the actor supports somebody, to see or change their offer or to leave."""
    tie = _fetch(visible_supported(actor), tie_id, lock=lock)
    if tie is None:
        is_owner = isinstance(actor, Person) and visible_ties(actor).filter(id=tie_id).exists()
        raise NotAllowed(FOR_THE_SUPPORTER) if is_owner else NotFound
    return tie


def visible_asks(actor: Person) -> QuerySet[Ask]:
    """Return what the actor has asked those who stand with them for."""
    return Ask.objects.filter(tie__in=visible_ties(actor)).select_related("tie__owner", "tie__supporter__person")


def access_ask(actor: Person, ask_id: UUID, *, lock: bool = False) -> Ask:
    """Return something the actor has asked for, to see or take back; with `lock`, its tie is locked first."""
    if lock:
        _lock_tie(visible_ties(actor).filter(asks=ask_id))
    ask = visible_asks(actor).filter(id=ask_id).first()
    if ask is None:
        raise NotAllowed(FOR_THE_OWNER) if visible_asked(actor).filter(id=ask_id).exists() else NotFound
    return ask


def visible_asked(actor: SupportingActor) -> QuerySet[Ask]:
    """Return what the actor was asked for by those they stand with."""
    return Ask.objects.filter(tie__in=visible_supported(actor)).select_related("tie__owner", "tie__supporter__person")


def access_asked(actor: SupportingActor, ask_id: UUID, *, lock: bool = False) -> Ask:
    """Return something the actor was asked for, to answer; with `lock`, its tie is locked first."""
    if lock:
        _lock_tie(visible_supported(actor).filter(asks=ask_id))
    ask = visible_asked(actor).filter(id=ask_id).first()
    if ask is None:
        is_owner = isinstance(actor, Person) and visible_asks(actor).filter(id=ask_id).exists()
        raise NotAllowed(FOR_WHO_IS_ASKED) if is_owner else NotFound
    return ask


def access_agreed(actor: SupportingActor, tie_id: UUID, side: Side, *, lock: bool = False) -> Tie:
    """Return an accepted tie that the actor is on this side of, for what the two agree; with `lock`, locked."""
    if side == Side.SUPPORTER:
        return access_supported(actor, tie_id, lock=lock)
    if not isinstance(actor, Person):
        raise NotFound
    tie = access_tie(actor, tie_id, to=TieUse.SEE, lock=lock)
    if tie.state != TieState.ACCEPTED:
        raise NotAllowed(NOT_POSSIBLE)
    return tie


def access_contact_tie(contact: Supporter) -> Tie:
    """Return the one tie through which a contact supports the owner of their circle."""
    tie = visible_supported(contact).select_related("owner", "supporter__person").first()
    if tie is None:
        raise NotFound
    return tie


def _fetch(ties: QuerySet[Tie], tie_id: UUID, *, lock: bool) -> Tie | None:
    ties = ties.select_related("owner", "supporter__person").filter(id=tie_id)
    return (ties.select_for_update(of=("self",), no_key=True) if lock else ties).first()


def _lock_tie(ties: QuerySet[Tie]) -> None:
    list(ties.select_for_update(of=("self",), no_key=True))


def _row_id(token: str, *, salt: str) -> UUID:
    row_id = links.read(token, salt=salt)
    if row_id is None:
        raise NotFound(INCOMPLETE)
    return row_id


def living_ties(actor: Person) -> QuerySet[Tie]:
    """Return the ties of the actor's circle that have not ended."""
    return visible_ties(actor).exclude(state=TieState.ENDED)


def card_ties(actor: Person) -> QuerySet[Tie]:
    """Return the ties whose numbers may be on the actor's safety card: those that live and say how to reach them."""
    return living_ties(actor).filter(ways_sealed__isnull=False)


def visible_acquaintances(actor: Person) -> QuerySet[Acquaintance]:
    """Return who knows whom in the actor's circle, as they said; nobody else sees it, those it is about least."""
    return Acquaintance.objects.filter(owner=actor)


def visible_snapshots(actor: Person) -> QuerySet[Snapshot]:
    """Return what was counted of the actor's circle, day by day; nobody else sees it."""
    return Snapshot.objects.filter(owner=actor)


def visible_safety_cards(actor: Person) -> QuerySet[SafetyCard]:
    """Return the actor's own safety card; nobody else's is for anybody to see."""
    return SafetyCard.objects.filter(owner=actor)


def access_safety_card(actor: Person, *, lock: bool = False) -> SafetyCard:
    """Return the actor's own safety card; NotFound while they have written none."""
    cards = visible_safety_cards(actor)
    card = (cards.select_for_update(no_key=True) if lock else cards).first()
    if card is None:
        raise NotFound
    return card


def visible_thanks(actor: SupportingActor) -> QuerySet[Thanks]:
    """Return the thanks that the people the actor supports have sent them."""
    return Thanks.objects.filter(tie__in=visible_supported(actor), words_sealed__isnull=False)


def access_thanks(actor: SupportingActor, thanks_id: UUID) -> Thanks:
    """Return one thank-you to the supporter it was sent to; NotFound for everybody else, who sent it included."""
    thanks = visible_thanks(actor).filter(id=thanks_id).first()
    if thanks is None:
        raise NotFound
    return thanks


def visible_load_words(actor: SupportingActor) -> QuerySet[LoadWord]:
    """Return the open word to the actor that they carry much; nobody else's is for anybody to see."""
    words = LoadWord.objects.filter(ended_at=None)
    return words.filter(supporter__person=actor) if isinstance(actor, Person) else words.filter(supporter=actor)


def visible_burnout_checks(actor: Person) -> QuerySet[BurnoutCheck]:
    """Return how the actor answered about being worn out; nobody else sees it, whatever their role."""
    return BurnoutCheck.objects.filter(person=actor)


def access_burnout_check(actor: Person, check_id: UUID, *, lock: bool = False) -> BurnoutCheck:
    """Return a check of the actor's own; NotFound for everybody else."""
    checks = visible_burnout_checks(actor).filter(id=check_id)
    check = (checks.select_for_update(no_key=True) if lock else checks).first()
    if check is None:
        raise NotFound
    return check


def live_contacts() -> QuerySet[Supporter]:
    """Return the contacts without account whose own link works: only as long as a tie lives."""
    alive = Tie.objects.filter(supporter=OuterRef("pk"), state=TieState.ACCEPTED)
    return Supporter.objects.filter(Exists(alive), person__isnull=True)


def access_contact(token: str, *, lock: bool = False) -> Supporter:
    """Return the contact whose own link this is; Gone when it does not work any more. `lock` holds tie and contact."""
    contact_id = _row_id(token, salt=links.CONTACT)
    contacts = Supporter.objects.filter(id=contact_id)
    if lock:
        _lock_tie(Tie.objects.filter(supporter=contact_id))
        contacts = contacts.select_for_update(no_key=True)
    supporter = contacts.first()
    if supporter is None:
        raise NotFound(INCOMPLETE)
    if supporter.person_id is not None:
        raise Gone(_("This link belongs to an account now. Sign in, and you find everything under “People I support”."))
    if not live_contacts().filter(id=supporter.id).exists():
        raise Gone(
            _(
                "This link worked while you stood with somebody here. That has ended, and you are not asked for "
                "anything any more. Thank you for having been there."
            )
        )
    return supporter


def visible_invitations(now: datetime) -> QuerySet[Invitation]:
    """Return the invitations that whoever holds their link may open and answer."""
    return Invitation.objects.filter(expires_at__gt=now, used_at__isnull=True, revoked_at__isnull=True)


def access_invitation(token: str, *, now: datetime, lock: bool = False) -> Invitation:
    """Return the open invitation of a link, with its tie and owner; Gone when it was used, taken back or ran out.

    With `lock` the tie is locked first and the invitation read after: of two who answer at once, one finds it used.
    """
    invitation_id = _row_id(token, salt=links.INVITATION)
    if lock:
        _lock_tie(Tie.objects.filter(invitations=invitation_id))
    invitation = Invitation.objects.select_related("tie__owner").filter(id=invitation_id).first()
    if invitation is None:
        raise NotFound(INCOMPLETE)
    if not visible_invitations(now).filter(id=invitation_id).exists():
        raise Gone(_why_closed(invitation))
    return invitation


def _why_closed(invitation: Invitation) -> Promise:
    if invitation.used_at:
        return _(
            "This invitation was answered already. If it was you who said yes, sign in and look under “People I "
            "support”, or open your own link. If not, ask for a new one."
        )
    if invitation.revoked_at:
        return _("This invitation was taken back, or a newer one was made. If you did not expect that, please ask.")
    return _("This invitation has run out. Nobody did anything wrong. Please ask for a new one.")
