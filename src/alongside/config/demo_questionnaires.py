"""The questionnaires of one person of the demo community: two of them, taken over a winter."""

from datetime import datetime, timedelta

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.circles.names import names_of
from alongside.config.demo_plans import NEAR
from alongside.instruments import services
from alongside.instruments.catalogue import instrument_of
from alongside.instruments.retake import Every

# Days ago, and the answers in the order of the questions.
TAKEN: dict[str, tuple[tuple[int, str], ...]] = {
    "phq-8": ((124, "22323221"), (96, "22222121"), (65, "12221120"), (37, "11211110"), (9, "11121100")),
    "barc-10": ((120, "5322432424"), (62, "5433432534"), (8, "6434533545")),
}


def take_questionnaires(person: Person, *, now: datetime) -> None:
    """Take them, to be taken again every four weeks; one supporter may read one of the two."""
    for key, taken in TAKEN.items():
        for days, values in taken:
            items = (item.key for item in instrument_of(key).items)
            answers = dict(zip(items, map(int, values), strict=True))
            services.keep_result(actor=person, key=key, answers=answers, now=now - timedelta(days=days))
    services.choose_rhythm(actor=person, key="phq-8", every=Every.FOUR_WEEKS, now=now - timedelta(days=9))
    near = next(tie_id for tie_id, name in names_of(Tie.objects.filter(owner=person)).items() if name == NEAR)
    services.share_results(actor=person, key="barc-10", tie_ids=[near], now=now)
