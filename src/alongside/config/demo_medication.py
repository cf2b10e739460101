"""The medication of one person of the demo community: one every morning and evening, one for when it is needed."""

from datetime import datetime, time, timedelta

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.circles.names import names_of
from alongside.medication import services
from alongside.medication.details import Draft, When
from alongside.medication.enums import Answer
from alongside.medication.models import Medicine
from alongside.medication.policies import visible_entries

DROPS = Draft("Green drops", "10 drops in half a glass of water", When((time(8), time(20)), again=30))
SPRAY = Draft("Spray", "Two puffs, when it gets tight", is_private=True)
DAYS = 12
ANSWERS = (Answer.TAKEN, Answer.TAKEN, Answer.TAKEN, Answer.NOT_THIS_TIME, Answer.TAKEN, None, Answer.TAKEN)
SEES = "Maple"


def write_medication(owner: Person, *, now: datetime) -> None:
    """Write it down, with a log of some days that one supporter sees."""
    began = now - timedelta(days=DAYS)
    drops = services.write_medicine(actor=owner, draft=DROPS, now=began)
    spray = services.write_medicine(actor=owner, draft=SPRAY, now=began)
    services.take_now(actor=owner, medicine_id=spray.id, key="demo", now=now - timedelta(days=3))
    services.move_timings([drops.timing], now)
    _write_down(owner, drops, now)
    names = {name: tie_id for tie_id, name in names_of(Tie.objects.filter(owner=owner)).items()}
    services.share_medication(actor=owner, tie_ids=[names[SEES]], now=now - timedelta(days=1))


def _write_down(owner: Person, medicine: Medicine, now: datetime) -> None:
    """Write down what became of every time but the latest, each some minutes after it came."""
    entries = visible_entries(owner).filter(medicine=medicine).order_by("planned_for")
    for number, entry in enumerate(list(entries)[:-1]):
        answer, at = ANSWERS[number % len(ANSWERS)], (entry.planned_for or now) + timedelta(minutes=4)
        if answer:
            services.answer_entry(actor=owner, entry_id=entry.id, answer=answer, now=min(at, now))
