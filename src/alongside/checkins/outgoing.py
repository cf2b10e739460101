"""What check-ins tell people: that it is time, gently once more, that something was shared, missed or said. Neutral."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.checkins.models import CheckIn, Entry, Reply
from alongside.circles import links
from alongside.circles.models import Supporter, Tie
from alongside.notifications.services import Telling, tell, withdraw
from alongside.notifications.wording import NEUTRAL_BODY, NEUTRAL_TITLE, Wording, register_wording

ASKED = "check-in.asked"
NUDGE = "check-in.nudge"
SHARED = "check-in.shared"
MISSED = "check-in.missed"
REPLIED = "check-in.replied"
MORE = {
    ASKED: _("It is time for your check-in."),
    NUDGE: _("Your check-in is still here, if you want. It takes a moment."),
    SHARED: _("Somebody you support has shared something with you."),
    MISSED: _("Somebody you support asked us to give you a word."),
    REPLIED: _("Somebody has left a word for you."),
}
# It stands on their page for as long as it takes; a message about it is of no use after that.
USEFUL_FOR = timedelta(days=2)
NOBODYS = UUID(int=0)


def register_wordings() -> None:
    """Make our texts known to notifications."""
    for text, more in MORE.items():
        register_wording(text, Wording(NEUTRAL_TITLE, NEUTRAL_BODY, more))


@dataclass(frozen=True, slots=True)
class Asked:
    """One occurrence that is asked now, or (`again`) nudged about; `within` is in minutes."""

    check_in_id: UUID
    asked_for: datetime
    within: int
    wakes: bool
    again: bool = False

    @property
    def key(self) -> str:
        """Name what is told."""
        return _asked_key(self.check_in_id, self.asked_for, again=self.again)


def _asked_key(check_in_id: UUID, asked_for: datetime, *, again: bool) -> str:
    return f"check-in{'-nudge' if again else ''}:{check_in_id}:{asked_for:%Y%m%dT%H%M%S}"


def ask(asked: Sequence[Asked], *, now: datetime) -> list[UUID]:
    """Tell people that it is time for these, and return who they are: it is on their Today as well."""
    people = CheckIn.objects.filter(id__among=[one.check_in_id for one in asked])
    found = {row: (person, locale) for row, person, locale in people.values_list("id", "person", "person__locale")}
    # Looked up once: finding an address costs more than all the rest of a row.
    path = reverse("check-in", args=[NOBODYS])
    tell(
        [
            Telling(
                key=one.key,
                text=NUDGE if one.again else ASKED,
                path=path.replace(str(NOBODYS), str(one.check_in_id)),
                expires_at=now + timedelta(minutes=one.within),
                person_id=found[one.check_in_id][0],
                about_id=found[one.check_in_id][0],
                locale=found[one.check_in_id][1],
                wakes=one.wakes,
            )
            for one in asked
        ],
        now=now,
        are_new=True,
    )
    return [person for person, _locale in found.values()]


def take_back(check_in_id: UUID, asked_for: datetime | None, *, now: datetime) -> None:
    """Take back what was to be said about an occurrence that is answered now, or asked no more; None is none."""
    if asked_for:
        withdraw([_asked_key(check_in_id, asked_for, again=again) for again in (False, True)], now=now)


def take_back_from(ties: Iterable[UUID], entries: Iterable[UUID], *, now: datetime) -> None:
    """Take back what is still on its way to these ties about these entries, be it of a missed one or of answers."""
    found = list(entries)
    withdraw([_told_key(text, entry, tie) for text in (SHARED, MISSED) for tie in ties for entry in found], now=now)


def tell_of_shared(entry: Entry, ties: Iterable[Tie], *, now: datetime) -> None:
    """Tell supporters with an account, in passing, that something of a check-in was shared with them.

    Who has none was promised mail only for what they are asked; they see it on their own page.
    """
    told = [tie for tie in ties if tie.supporter and tie.supporter.person_id]
    tell([_to_supporter(entry, tie, SHARED, now) for tie in told], now=now)


def tell_of_missed(told: Iterable[tuple[Entry, Tie]], *, now: datetime) -> None:
    """Tell those whom the person chose for it that a check-in was missed: what they say about it is on the page."""
    tell([_to_supporter(entry, tie, MISSED, now) for entry, tie in told], now=now)


def tell_of_reply(reply: Reply, owner: Person, *, now: datetime) -> None:
    """Tell the person, in passing, that somebody said something to their check-in."""
    tell(
        [
            Telling(
                key=f"check-in-reply:{reply.id}",
                text=REPLIED,
                path=reverse("today"),
                expires_at=now + USEFUL_FOR,
                person_id=owner.id,
                about_id=owner.id,
                locale=owner.locale,
                wakes=False,
            )
        ],
        now=now,
    )


def shared_path(entry_id: UUID, supporter: Supporter) -> str:
    """Return where a supporter sees what is shared with them of an entry."""
    if supporter.person_id:
        return reverse("shared-check-in", args=[entry_id])
    return reverse("with-check-in", args=[links.sign(supporter.id, salt=links.CONTACT), entry_id])


def _told_key(text: str, entry_id: UUID, tie_id: UUID) -> str:
    return f"{text}:{entry_id}:{tie_id}"


def _to_supporter(entry: Entry, tie: Tie, text: str, now: datetime) -> Telling:
    supporter = tie.supporter
    if supporter is None:
        raise ValueError("an accepted tie has a supporter")
    person = supporter.person
    return Telling(
        key=_told_key(text, entry.id, tie.id),
        text=text,
        path=shared_path(entry.id, supporter),
        expires_at=now + USEFUL_FOR,
        person_id=person.id if person else None,
        address_sealed=bytes(supporter.email_sealed) if supporter.email_sealed and not person else None,
        about_id=tie.owner_id,
        locale=(person or supporter).locale,
        wakes=False,
        by_push=tie.by_push,
        by_email=tie.by_email,
    )
