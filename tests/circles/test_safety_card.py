"""The safety card: what may stand on it, who sees it, and what becomes of it when the circle changes."""

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.circles import policies, privacy, services
from alongside.circles.details import CardDetails, TieDetails
from alongside.circles.models import SafetyCard, Tie
from alongside.circles.numbers import Number
from alongside.circles.safety_card import card_of, reachable_of, sentence_of
from alongside.kernel.errors import Invalid, NotFound
from tests.circles.conftest import Named

pytestmark = pytest.mark.django_db

Write = Callable[..., SafetyCard]


@pytest.fixture
def write(owner: Person, now: datetime) -> Write:
    """Write the owner's card: `write(tie, called="Odd")`."""

    def written(*ties: Tie, called: str = "Odd", sentence: str = "It passes.") -> SafetyCard:
        card = CardDetails(called, sentence, frozenset(tie.id for tie in ties))
        return services.write_safety_card(actor=owner, card=card, now=now)

    return written


def test_a_card_says_the_name_the_sentence_and_whom_to_call(owner: Person, named: Named, write: Write) -> None:
    near = named("Auntie Test", ring=1, ways="555 0100, after six")
    far = named("Coach Test", ring=3, ways="555 0199")
    named("Not Chosen", ring=1, ways="555 0111")
    write(far, near, called="  Odd ", sentence="It passes.\r\nIt always has. ")
    card = card_of(owner)
    assert card
    assert (card.called, card.sentence) == ("Odd", "It passes.\nIt always has.")
    assert [(one.name, one.ways, one.numbers) for one in card.people] == [
        ("Auntie Test", "555 0100, after six", (Number("555 0100", "tel:5550100"),)),
        ("Coach Test", "555 0199", (Number("555 0199", "tel:5550199"),)),
    ]


def test_what_a_browser_keeps_is_what_the_card_says_and_no_id(owner: Person, named: Named, write: Write) -> None:
    tie = named("Auntie Test", ways="555 0100")
    write(tie)
    card = card_of(owner)
    assert card
    assert card.kept() == {
        "called": "Odd",
        "sentence": "It passes.",
        "people": [
            {"name": "Auntie Test", "ways": "555 0100", "numbers": [{"dial": "555 0100", "address": "tel:5550100"}]}
        ],
    }
    assert str(tie.id) not in json.dumps(card.kept())


def test_writing_it_anew_replaces_it(owner: Person, named: Named, write: Write) -> None:
    first, second = named("First Test", ways="555 0100"), named("Second Test", ways="555 0101")
    row = write(first)
    again = write(second, sentence="")
    assert row.id == again.id
    assert SafetyCard.objects.count() == 1
    card = card_of(owner)
    assert card
    assert (card.sentence, [one.name for one in card.people]) == ("", ["Second Test"])


def test_only_living_ties_with_a_way_can_be_on_it(owner: Person, named: Named, write: Write, now: datetime) -> None:
    named("No Way Test")
    gone = named("Gone Test", ways="555 0102")
    services.remove_tie(actor=owner, tie_id=gone.id, now=now)
    here = named("Here Test", ways="by the green door")
    assert [(one.name, one.numbers) for one in reachable_of(owner)] == [("Here Test", ())]
    with pytest.raises(Invalid) as refused:
        write(here, gone)
    assert refused.value.field == "ties"
    assert not SafetyCard.objects.exists()
    assert not Tie.objects.filter(on_safety_card=True).exists()


def test_somebody_elses_tie_cannot_be_on_it(
    owner: Person, stranger: Person, named: Named, write: Write, now: datetime
) -> None:
    theirs = services.name_tie(
        actor=stranger, details=TieDetails(name="Their Test", relation="friend", ways="555 0103"), now=now
    )
    with pytest.raises(Invalid):
        write(theirs)
    theirs.refresh_from_db()
    assert not theirs.on_safety_card
    assert card_of(owner) is None


@pytest.mark.parametrize(
    ("called", "sentence", "field"),
    [("", "", "called"), ("\u200b", "", "called"), ("x" * 81, "", "called"), ("Odd", "x" * 301, "sentence")],
)
def test_what_cannot_be_kept_is_said_at_its_field(write: Write, called: str, sentence: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        write(called=called, sentence=sentence)
    assert refused.value.field == field


def test_a_tie_that_ends_leaves_the_card(owner: Person, named: Named, write: Write, now: datetime) -> None:
    tie = named("Auntie Test", ways="555 0100")
    write(tie)
    services.remove_tie(actor=owner, tie_id=tie.id, now=now)
    card = card_of(owner)
    assert card
    assert card.people == ()


def test_a_number_that_changes_in_the_circle_changes_on_the_card(
    owner: Person, named: Named, write: Write, now: datetime
) -> None:
    tie = named("Auntie Test", ways="555 0100")
    write(tie)
    for ways, addresses in (("555 0177", ["tel:5550177"]), ("", [])):
        details = TieDetails(name="Auntie Test", relation="friend", gives=("emotional",), ways=ways)
        services.change_tie(actor=owner, tie_id=tie.id, details=details, now=now)
        card = card_of(owner)
        assert card
        assert [number.address for one in card.people for number in one.numbers] == addresses


def test_who_had_no_number_for_a_while_comes_back_only_when_chosen_again(
    owner: Person, named: Named, write: Write, now: datetime
) -> None:
    tie = named("Auntie Test", ways="555 0100")
    write(tie)
    for ways in ("", "555 0177"):
        details = TieDetails("Auntie Test", "friend", gives=("emotional",), ways=ways)
        services.change_tie(actor=owner, tie_id=tie.id, details=details, now=now)
    card = card_of(owner)
    assert card
    assert card.people == ()


def test_deleting_it_leaves_the_circle(owner: Person, named: Named, write: Write, now: datetime) -> None:
    tie = named("Auntie Test", ways="555 0100")
    write(tie)
    services.remove_safety_card(actor=owner, now=now)
    assert card_of(owner) is None
    tie.refresh_from_db()
    assert (tie.state, tie.on_safety_card) == ("named", False)
    with pytest.raises(NotFound):
        services.remove_safety_card(actor=owner, now=now)


def test_only_its_owner_sees_it(
    mate: Person, stranger: Person, accepted: Callable[..., Tie], write: Write, now: datetime
) -> None:
    tie = accepted(mate, ways="555 0100")
    owner, row = tie.owner, write(tie)
    assert policies.access_safety_card(owner) == row
    for other in (mate, stranger):
        assert not policies.visible_safety_cards(other).exists()
        assert (card_of(other), sentence_of(other)) == (None, None)
        with pytest.raises(NotFound):
            policies.access_safety_card(other)
        with pytest.raises(NotFound):
            services.remove_safety_card(actor=other, now=now)
    assert sentence_of(owner) == "It passes."


def test_its_words_are_sealed(write: Write) -> None:
    write(called="CANARY-CALLED", sentence="CANARY-SENTENCE")
    with connection.cursor() as cursor:
        cursor.execute("SELECT encode(called_sealed || sentence_sealed, 'escape') FROM circles_safetycard")
        assert "CANARY" not in cursor.fetchone()[0]


def test_what_was_done_is_audited_without_a_word_of_it(owner: Person, write: Write, now: datetime) -> None:
    row = write()
    services.remove_safety_card(actor=owner, now=now)
    noted = Entry.objects.filter(subject=row.id).order_by("id").values_list("action", "actor", "about")
    assert list(noted) == [
        ("safety-card.written", owner.id, owner.id),
        ("safety-card.removed", owner.id, owner.id),
    ]


def test_the_owner_takes_it_along_and_nothing_of_it_stays(
    owner: Person, named: Named, write: Write, now: datetime
) -> None:
    write(named("Auntie Test", ways="555 0100"))
    exported = privacy.export(owner.id)
    assert exported["safety_card"] == [{"called": "Odd", "sentence": "It passes."}]
    assert [(row["name"], row["on_safety_card"]) for row in exported["ties"]] == [("Auntie Test", True)]
    privacy.erase(owner.id, now)
    assert not SafetyCard.objects.exists()


def test_the_number_of_queries_does_not_grow(owner: Person, named: Named, write: Write, now: datetime) -> None:
    counts = []
    for people in (1, 3):
        ties = [named(f"{people} {place} Test", ways="555 0100") for place in range(people)]
        write(*ties)
        with CaptureQueriesContext(connection) as captured:
            card = card_of(owner)
        assert card
        assert len(card.people) == people
        counts.append(len(captured))
    assert counts[0] == counts[1]


class TestConstraints:
    def test_one_card_each(self, owner: Person, write: Write, now: datetime) -> None:
        write()
        with pytest.raises(IntegrityError), transaction.atomic():
            SafetyCard.objects.create(created_at=now, owner=owner, called_sealed=b"x")

    @pytest.mark.parametrize("fields", [{"called_sealed": b""}, {"called_sealed": b"x", "sentence_sealed": b""}])
    def test_no_empty_words(self, owner: Person, now: datetime, fields: dict[str, bytes]) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            SafetyCard.objects.create(created_at=now, owner=owner, **fields)

    def test_no_tie_that_ended(self, owner: Person, named: Named, now: datetime) -> None:
        tie = named("Auntie Test", ways="555 0100")
        services.remove_tie(actor=owner, tie_id=tie.id, now=now)
        with pytest.raises(IntegrityError), transaction.atomic():
            Tie.objects.filter(id=tie.id).update(on_safety_card=True)
