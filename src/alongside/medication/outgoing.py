"""What medication tells its person: that it is time, gently once more, or that we were late. Neutral."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.medication.models import Medicine
from alongside.medication.turns import is_on_time
from alongside.notifications.services import Telling, tell, withdraw
from alongside.notifications.wording import NEUTRAL_BODY, NEUTRAL_TITLE, Wording, register_wording

TIME = "medication.time"
AGAIN = "medication.again"
LATE = "medication.late"
MORE = {
    TIME: _("It is time for something that you planned."),
    AGAIN: _("Something that you planned is still here. Nothing is written down about it yet."),
    LATE: _("Our reminder comes late. Your page says what was planned, and for when."),
}
# So long the page says that it is due; a message about it is of no use after that.
USEFUL_FOR = timedelta(hours=12)


def register_wordings() -> None:
    """Make our texts known to notifications."""
    for text, more in MORE.items():
        register_wording(text, Wording(NEUTRAL_TITLE, NEUTRAL_BODY, more))


@dataclass(frozen=True, slots=True)
class Reminder:
    """That one medicine is to be said, with `again` once more; `at` is when it was planned for."""

    medicine_id: UUID
    at: datetime
    again: bool = False


def remind(reminders: Sequence[Reminder], *, now: datetime) -> None:
    """Tell people of these: one message for each person, however many they are.

    The key names person and moment, so that what other batches find due in the same minute adds nothing.
    """
    medicines = Medicine.objects.filter(id__in=[one.medicine_id for one in reminders])
    found = {row: (person, locale) for row, person, locale in medicines.values_list("id", "person", "person__locale")}
    by_person: dict[tuple[UUID, str], list[Reminder]] = {}
    for one in reminders:
        by_person.setdefault(found[one.medicine_id], []).append(one)
    path = reverse("medication")
    tell([_telling(whose, several, path, now) for whose, several in by_person.items()], now=now)


def _telling(whose: tuple[UUID, str], several: Sequence[Reminder], path: str, now: datetime) -> Telling:
    person, locale = whose
    first = [one for one in several if not one.again]
    latest = max(one.at for one in first or several)
    on_time = bool(first) and is_on_time(latest, now)
    return Telling(
        key=_key(person, latest, again=not first),
        text=(TIME if on_time else LATE) if first else AGAIN,
        path=path,
        expires_at=now + USEFUL_FOR,
        person_id=person,
        about_id=person,
        locale=locale,
        wakes=on_time,
    )


def take_back(person_id: UUID, said_at: Iterable[datetime], *, again: bool, now: datetime) -> None:
    """Take back what was to be said of these moments, the first time or once more."""
    withdraw([_key(person_id, at, again=again) for at in said_at], now=now)


def _key(person_id: UUID, at: datetime, *, again: bool) -> str:
    return f"medication{'-again' if again else ''}:{person_id}:{at:%Y%m%dT%H%M}"
