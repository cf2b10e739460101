"""Sharing answer by answer: exactly what was chosen, for exactly whom, from then on and no longer than that."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from alongside.accounts.models import Person
from alongside.audit.models import Entry as Noted
from alongside.checkins import policies, privacy, services
from alongside.checkins.contents import contents, sharing_stamp, values_of
from alongside.checkins.details import Given, Sharing
from alongside.checkins.models import Answer, CheckIn, Entry, Reply, Share
from alongside.checkins.outgoing import REPLIED, SHARED
from alongside.checkins.shared import news_for, shared_view
from alongside.circles import services as circles
from alongside.circles.models import Supporter, Tie
from alongside.circles.policies import SupportingActor
from alongside.kernel.errors import Conflict, Invalid, NotFound
from alongside.notifications.models import Delivery, PushSubscription
from tests.checkins.conftest import DRAFT, at, rhythm_of, work

pytestmark = pytest.mark.django_db

EIGHT = at("2026-03-05 19:00")
HOUR = timedelta(hours=1)
ANSWERS = {"1": 1, "2": 8, "3": ["lonely"], "4": "CANARY-WORDS my sister"}


def answer(check_in: CheckIn, now: datetime, *, key: str = "a", **given: object) -> Entry:
    values = {"values": ANSWERS, **given}
    return services.answer_check_in(actor=check_in.person, check_in_id=check_in.id, given=Given(key, **values), now=now)


def share(check_in: CheckIn, now: datetime, *watches: Tie, **parts: Tie) -> None:
    chosen = {part.removeprefix("part"): (tie.id,) for part, tie in parts.items()}
    sharing = Sharing(chosen, tuple(one.id for one in watches))
    services.share_check_in(actor=check_in.person, check_in_id=check_in.id, sharing=sharing, now=now)


def seen(actor: SupportingActor) -> set[str]:
    """Return the parts of which the actor sees answers."""
    return set(policies.visible_answers(actor).values_list("part", flat=True))


def supporter(tie: Tie) -> Person:
    """Return the person at the other end."""
    assert tie.supporter
    assert tie.supporter.person
    return tie.supporter.person


class TestAnswering:
    def test_each_answer_is_sealed_by_itself(self, check_in: CheckIn, now: datetime) -> None:
        row = answer(check_in, now)
        assert [b"CANARY" in bytes(one.value_sealed) for one in row.answers.all()] == [False] * 4
        assert values_of(row.answers.all()) == {row.id: {**ANSWERS, "3": ("lonely",)}}
        noted = Noted.objects.get(action="check_in.answered")
        assert (noted.actor, noted.subject, noted.about) == (check_in.person_id, row.id, check_in.person_id)

    def test_a_check_in_says_nothing_in_the_database(self, check_in: CheckIn) -> None:
        for value in (check_in.name_sealed, check_in.parts_sealed):
            assert not any(word in bytes(value) for word in (b"Evening", b"craving", b"helped"))

    def test_the_open_one_is_answered(self, check_in: CheckIn) -> None:
        work(EIGHT)
        row = answer(check_in, EIGHT + HOUR)
        assert (row.asked_for, row.on_day, row.answered_at) == (EIGHT, EIGHT.date(), EIGHT + HOUR)
        assert (rhythm_of(check_in).asked_for, rhythm_of(check_in).due_at) == (None, EIGHT + timedelta(days=1))
        assert work(EIGHT + 3 * HOUR) == 0

    def test_what_is_sent_twice_counts_once(self, check_in: CheckIn, now: datetime) -> None:
        assert answer(check_in, now) == answer(check_in, now + HOUR, values={"1": 4})
        assert Entry.objects.count() == 1

    def test_pressed_offline_and_sent_after_it_was_missed_it_is_answered_after_all(self, check_in: CheckIn) -> None:
        for moment in (EIGHT, EIGHT + 1.5 * HOUR, EIGHT + 3 * HOUR):
            work(moment)
        row = answer(check_in, EIGHT + 5 * HOUR, answered_at=EIGHT + HOUR)
        assert (row.asked_for, row.answered_at, row.was_asked) == (EIGHT, EIGHT + HOUR, True)
        assert Entry.objects.count() == 1

    def test_two_pressed_offline_each_answer_their_own(self, check_in: CheckIn) -> None:
        day = timedelta(days=1)
        for moment in (EIGHT, EIGHT + 1.5 * HOUR, EIGHT + 3 * HOUR, EIGHT + day):
            work(moment)
        first = answer(check_in, EIGHT + day + HOUR, key="one", answered_at=EIGHT + HOUR)
        second = answer(check_in, EIGHT + day + HOUR, key="two", answered_at=EIGHT + day + timedelta(minutes=5))
        assert (first.asked_for, second.asked_for) == (EIGHT, EIGHT + day)

    def test_one_that_nobody_asked_for_stands_by_itself_on_the_persons_day(self, check_in: CheckIn) -> None:
        row = answer(check_in, at("2026-03-04 23:30"))
        assert (row.asked_for, f"{row.on_day}") == (None, "2026-03-05")

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"values": {"1": 9}}, "answers"),
            ({"values": {"3": "x"}}, "answers"),
            ({"values": {}}, None),
            ({"values": {"1": None, "4": "  "}}, None),
            ({"key": ""}, None),
            ({"answered_at": at("2026-01-01 10:00")}, "answered_at"),
        ],
    )
    def test_what_cannot_be_kept(
        self, check_in: CheckIn, now: datetime, given: dict[str, object], field: str | None
    ) -> None:
        with pytest.raises(Invalid) as refusal:
            answer(check_in, now, **{"key": "a", **given})  # type: ignore[arg-type]  # one of them is no key
        assert refusal.value.field == field
        assert not Entry.objects.exists()

    def test_a_part_that_is_gone_is_passed_over_and_a_fast_clock_is_now(self, check_in: CheckIn, now: datetime) -> None:
        row = answer(check_in, now, values={"1": 2, "99": 3}, answered_at=now + HOUR)
        assert [one.part for one in row.answers.all()] == ["1"]
        assert row.answered_at == now

    def test_nobody_else_answers(self, check_in: CheckIn, mate: Person, stranger: Person, tie: Tie) -> None:
        for person in (mate, stranger):
            with pytest.raises(NotFound):
                services.answer_check_in(actor=person, check_in_id=check_in.id, given=Given("a", {"1": 1}), now=EIGHT)

    def test_answers_can_be_deleted(self, check_in: CheckIn, mate: Person, tie: Tie, now: datetime) -> None:
        share(check_in, now, part1=tie)
        row = answer(check_in, now)
        with pytest.raises(NotFound):
            services.remove_entry(actor=mate, entry_id=row.id, now=now)
        services.remove_entry(actor=check_in.person, entry_id=row.id, now=now)
        assert not Answer.objects.exists()


class TestSharing:
    def test_nobody_sees_anything_by_default(self, check_in: CheckIn, mate: Person, tie: Tie, now: datetime) -> None:
        row = answer(check_in, now)
        assert seen(mate) == set()
        assert news_for(mate, now=now) == []
        with pytest.raises(NotFound):
            policies.access_shared(mate, row.id)

    def test_exactly_the_parts_chosen_and_exactly_those_chosen(
        self, check_in: CheckIn, stranger: Person, tie: Tie, other: Tie, now: datetime
    ) -> None:
        share(check_in, now, part1=tie, part2=other)
        row = answer(check_in, now)
        mate, noor = supporter(tie), supporter(other)
        assert (seen(mate), seen(noor), seen(stranger)) == ({"1"}, {"2"}, set())
        view = shared_view(mate, policies.access_shared(mate, row.id))
        assert [(one.question, one.words) for one in view.said] == [("How are you right now?", "Bad")]
        assert "CANARY" not in repr(view)
        for person in (stranger, check_in.person):
            with pytest.raises(NotFound):
                policies.access_shared(person, row.id)

    @pytest.mark.parametrize(("mood", "heavy"), [(0, True), (1, False)])
    def test_an_answer_that_is_a_lot_says_so_to_who_sees_it_and_to_nobody_else(
        self, check_in: CheckIn, tie: Tie, other: Tie, now: datetime, *, mood: int, heavy: bool
    ) -> None:
        share(check_in, now, part1=tie, part2=other)
        row = answer(check_in, now, values={"1": mood, "2": 2})
        mate, noor = supporter(tie), supporter(other)
        assert shared_view(mate, policies.access_shared(mate, row.id)).is_heavy is heavy
        assert shared_view(noor, policies.access_shared(noor, row.id)).is_heavy is False

    def test_not_what_was_answered_before(self, check_in: CheckIn, mate: Person, tie: Tie, now: datetime) -> None:
        answer(check_in, now)
        share(check_in, now + HOUR, part1=tie)
        assert seen(mate) == set()
        answer(check_in, now + HOUR, key="late", answered_at=now)
        assert seen(mate) == set()
        answer(check_in, now + HOUR, key="b")
        assert seen(mate) == {"1"}

    def test_it_ends_at_once_when_it_is_taken_back(
        self, check_in: CheckIn, mate: Person, tie: Tie, now: datetime
    ) -> None:
        share(check_in, now, part1=tie, part2=tie)
        row = answer(check_in, now)
        share(check_in, now, part1=tie)
        assert seen(mate) == {"1"}
        share(check_in, now)
        with pytest.raises(NotFound):
            policies.access_shared(mate, row.id)

    def test_it_ends_with_the_tie_and_does_not_come_back_with_it(
        self, check_in: CheckIn, mate: Person, tie: Tie, now: datetime
    ) -> None:
        share(check_in, now, part1=tie)
        answer(check_in, now)
        circles.leave_tie(actor=mate, tie_id=tie.id, now=now)
        assert seen(mate) == set()
        assert not Share.objects.exists()

    def test_one_can_keep_one_to_oneself(self, check_in: CheckIn, mate: Person, tie: Tie, now: datetime) -> None:
        share(check_in, now, part1=tie)
        answer(check_in, now, is_private=True)
        assert seen(mate) == set()

    def test_nobody_sees_what_the_page_did_not_say(
        self, check_in: CheckIn, mate: Person, tie: Tie, now: datetime
    ) -> None:
        stamp = sharing_stamp(check_in)
        share(check_in, now, part1=tie)
        answer(check_in, now, seen=stamp)
        assert seen(mate) == set()
        answer(check_in, now, key="b", seen=sharing_stamp(check_in))
        assert seen(mate) == {"1"}

    def test_who_does_not_stand_with_them_cannot_be_chosen(
        self, check_in: CheckIn, mate: Person, tie: Tie, now: datetime
    ) -> None:
        circles.leave_tie(actor=mate, tie_id=tie.id, now=now)
        with pytest.raises(Conflict):
            share(check_in, now, part1=tie)
        sharing = Sharing({"9": ()})
        with pytest.raises(Invalid):
            services.share_check_in(actor=check_in.person, check_in_id=check_in.id, sharing=sharing, now=now)

    def test_whom_it_is_shared_with_is_told_in_passing(
        self, check_in: CheckIn, mate: Person, tie: Tie, other: Tie, now: datetime
    ) -> None:
        PushSubscription.objects.create(created_at=now, person=mate, endpoint_digest=b"m", subscription_sealed=b"no")
        share(check_in, now, part1=tie)
        answer(check_in, now, values={"2": 3})
        assert not Delivery.objects.exists()
        answer(check_in, now, key="b")
        row = Delivery.objects.get()
        assert (row.text, row.person, row.wakes) == (SHARED, mate, False)
        # Pressed without a network before it was shared: they may not see it, and do not hear of it.
        earlier = Given("c", {"1": 2}, answered_at=now - timedelta(minutes=5))
        services.answer_check_in(actor=check_in.person, check_in_id=check_in.id, given=earlier, now=now)
        assert Delivery.objects.count() == 1

    def test_a_part_that_is_taken_out_takes_its_sharing_along(
        self, check_in: CheckIn, mate: Person, tie: Tie, now: datetime
    ) -> None:
        share(check_in, now, part1=tie, part4=tie)
        answer(check_in, now)
        draft = replace(DRAFT, name="New name", kinds=("pain", "halt"))
        row = services.change_check_in(actor=check_in.person, check_in_id=check_in.id, draft=draft, now=now)
        assert [(part.id, part.kind) for part in contents(row).parts] == [("5", "pain"), ("3", "halt"), ("4", "text")]
        assert seen(mate) == {"4"}

    def test_a_missed_one_is_seen_by_whom_it_was_told_until_it_is_answered(
        self, check_in: CheckIn, mate: Person, tie: Tie, other: Tie, now: datetime
    ) -> None:
        share(check_in, now, tie)
        for moment in (EIGHT, EIGHT + 1.5 * HOUR, EIGHT + 3 * HOUR):
            work(moment)
        row = check_in.entries.get()
        assert [one.missed for one in news_for(mate, now=EIGHT + 4 * HOUR)] == [
            "The check-in that was planned did not come. A friendly word may be welcome."
        ]
        assert other.supporter
        assert other.supporter.person
        with pytest.raises(NotFound):
            policies.access_shared(other.supporter.person, row.id)
        answer(check_in, EIGHT + 4 * HOUR)
        assert not policies.visible_missed(mate).exists()


class TestReplies:
    @pytest.fixture
    def entry(self, check_in: CheckIn, tie: Tie, contact: Supporter, now: datetime) -> Entry:
        sharing = Sharing({"1": (tie.id, contact.ties.get().id)})
        services.share_check_in(actor=check_in.person, check_in_id=check_in.id, sharing=sharing, now=now)
        return answer(check_in, now)

    def test_a_reaction_words_or_both_reach_the_person(
        self, entry: Entry, owner: Person, mate: Person, contact: Supporter, now: datetime
    ) -> None:
        PushSubscription.objects.create(created_at=now, person=owner, endpoint_digest=b"o", subscription_sealed=b"no")
        first = services.reply(actor=mate, entry_id=entry.id, reaction="proud", words="CANARY-REPLY", now=now)
        services.reply(actor=contact, entry_id=entry.id, reaction="", words="I come by", now=now)
        assert b"CANARY" not in bytes(first.words_sealed or b"")
        assert [row.text for row in Delivery.objects.filter(person=owner)] == [REPLIED, REPLIED]
        assert policies.visible_replies(owner).count() == 2
        assert not policies.visible_replies(mate).exists()

    def test_saying_it_again_takes_the_place_of_the_first(self, entry: Entry, mate: Person, now: datetime) -> None:
        for words in ("one", "two"):
            services.reply(actor=mate, entry_id=entry.id, reaction="hope", words=words, now=now)
        assert Reply.objects.count() == 1

    @pytest.mark.parametrize(("reaction", "words"), [("", ""), ("", "  "), ("like", ""), ("hope", "x" * 501)])
    def test_what_cannot_be_said(self, entry: Entry, mate: Person, now: datetime, reaction: str, words: str) -> None:
        with pytest.raises(Invalid):
            services.reply(actor=mate, entry_id=entry.id, reaction=reaction, words=words, now=now)

    def test_who_sees_nothing_says_nothing(
        self, entry: Entry, owner: Person, stranger: Person, other: Tie, now: datetime
    ) -> None:
        assert other.supporter
        for actor in (owner, stranger, other.supporter.person):
            assert actor
            with pytest.raises(NotFound):
                services.reply(actor=actor, entry_id=entry.id, reaction="hope", words="", now=now)
            with pytest.raises(NotFound):
                services.look_at(actor=actor, entry_id=entry.id, now=now)

    def test_only_the_person_puts_a_reply_away(self, entry: Entry, owner: Person, mate: Person, now: datetime) -> None:
        row = services.reply(actor=mate, entry_id=entry.id, reaction="hope", words="", now=now)
        with pytest.raises(NotFound):
            services.see_reply(actor=mate, reply_id=row.id, now=now)
        services.see_reply(actor=owner, reply_id=row.id, now=now)
        assert Reply.objects.get().seen_at == now

    def test_who_looked_is_noted_for_its_person(self, entry: Entry, owner: Person, mate: Person, now: datetime) -> None:
        services.look_at(actor=mate, entry_id=entry.id, now=now)
        noted = Noted.objects.get(action="check_in.looked_at")
        assert (noted.actor, noted.subject, noted.about) == (mate.id, entry.id, owner.id)


Change = Callable[[Person, CheckIn], object]


@pytest.mark.parametrize(
    "change",
    [
        lambda person, row: services.change_check_in(actor=person, check_in_id=row.id, draft=DRAFT, now=EIGHT),
        lambda person, row: services.pause_check_in(actor=person, check_in_id=row.id, now=EIGHT),
        lambda person, row: services.resume_check_in(actor=person, check_in_id=row.id, now=EIGHT),
        lambda person, row: services.remove_check_in(actor=person, check_in_id=row.id, now=EIGHT),
        lambda person, row: services.share_check_in(actor=person, check_in_id=row.id, sharing=Sharing(), now=EIGHT),
    ],
)
def test_a_check_in_is_its_persons_alone(
    check_in: CheckIn, mate: Person, stranger: Person, tie: Tie, change: Change
) -> None:
    share(check_in, EIGHT, part1=tie)
    for person in (mate, stranger):
        with pytest.raises(NotFound):
            change(person, check_in)
    change(check_in.person, check_in)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"kinds": (), "own": ()}, "kinds"),
        ({"kinds": ("weight",)}, "kinds"),
        ({"kinds": ("text",)}, "kinds"),
        ({"own": (("mood", "Eh?"),)}, "own"),
        ({"own": (("text", " "),)}, "own"),
        ({"own": tuple(("text", f"{one}?") for one in range(5))}, "own"),
        ({"rule": "FREQ=YEARLY"}, "times"),
        ({"times": ()}, "times"),
        ({"within": 5}, "within"),
        ({"zone": "Mars/Base"}, "time_zone"),
    ],
)
def test_what_cannot_be_built(owner: Person, now: datetime, values: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        services.build_check_in(actor=owner, draft=replace(DRAFT, **values), now=now)  # type: ignore[arg-type]  # wrong on purpose
    assert refusal.value.field == field


def test_twenty_are_enough(owner: Person, now: datetime) -> None:
    for _ in range(20):
        services.build_check_in(actor=owner, draft=DRAFT, now=now)
    with pytest.raises(Conflict):
        services.build_check_in(actor=owner, draft=DRAFT, now=now)


def test_changing_the_words_asks_nobody_anew(check_in: CheckIn) -> None:
    work(EIGHT)
    change = replace(DRAFT, name="Another name")
    services.change_check_in(actor=check_in.person, check_in_id=check_in.id, draft=change, now=EIGHT + HOUR)
    assert rhythm_of(check_in).asked_for == EIGHT
    change = replace(DRAFT, rule="FREQ=DAILY;INTERVAL=2")
    services.change_check_in(actor=check_in.person, check_in_id=check_in.id, draft=change, now=EIGHT + HOUR)
    assert (rhythm_of(check_in).asked_for, rhythm_of(check_in).due_at) == (None, EIGHT + timedelta(days=2))


def test_what_is_not_asked_any_more_keeps_its_answers_and_goes_on_from_them(check_in: CheckIn, now: datetime) -> None:
    def change(*kinds: str) -> None:
        draft = replace(DRAFT, kinds=kinds, own=())
        services.change_check_in(actor=check_in.person, check_in_id=check_in.id, draft=draft, now=now)
        check_in.refresh_from_db()

    def said() -> list[str]:
        return [one["question"] for one in privacy.export(check_in.person_id)["answers"]]

    answer(check_in, now, values={"1": 3, "4": "Mia"})
    change("pain")
    assert [(part.id, part.kind) for part in contents(check_in).parts] == [("5", "pain")]
    assert said() == ["How are you right now?", "Who helped?"]
    with pytest.raises(Invalid):
        services.share_check_in(actor=check_in.person, check_in_id=check_in.id, sharing=Sharing({"1": ()}), now=now)
    change("mood", "craving")
    assert [(part.id, part.kind) for part in contents(check_in).parts] == [("1", "mood"), ("6", "craving")]
    assert [part.words for part in contents(check_in).retired] == ["Who helped?"], "nobody answered about pain"


def test_it_goes_along_with_each_and_is_erased(
    owner: Person, mate: Person, tie: Tie, check_in: CheckIn, now: datetime
) -> None:
    share(check_in, now, tie, part1=tie)
    row = answer(check_in, now)
    services.reply(actor=mate, entry_id=row.id, reaction="proud", words="Well said", now=now)
    mine, theirs = privacy.export(owner.id), privacy.export(mate.id)
    assert [one["answer"] for one in mine["answers"]] == ["Bad", "8 of 10", "Lonely", "CANARY-WORDS my sister"]
    assert [(one["question"], one["name"]) for one in mine["check_in_shares"]] == [
        ("How are you right now?", "Mia M."),
        ("That it was missed", "Mia M."),
    ]
    assert [one["words"] for one in mine["replies_received"]] == ["Well said"]
    assert [(one["to"], one["words"]) for one in theirs["replies_sent"]] == [("Odd Owner", "Well said")]
    assert "CANARY" not in repr(theirs)
    privacy.erase(mate.id, now)
    assert not Reply.objects.exists()
    assert Answer.objects.count() == 4
    privacy.erase(owner.id, now)
    assert not CheckIn.objects.exists()
    assert not Answer.objects.exists()


def test_an_id_that_is_not_there_is_not_there(owner: Person, now: datetime) -> None:
    for access in (policies.access_check_in, policies.access_entry, policies.access_shared, policies.access_reply):
        with pytest.raises(NotFound):
            access(owner, uuid4())
