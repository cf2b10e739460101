"""The day's pledge and the look back on it, with a group: who sees what of whom, and until when."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.checkins import services as checkins
from alongside.checkins.contents import contents
from alongside.checkins.details import Draft, Given
from alongside.checkins.models import CheckIn, Entry
from alongside.groups import privacy, services, together
from alongside.groups.models import DayWord, Group, Membership
from alongside.groups.policies import access_standing, standing_of, visible_day_words
from alongside.groups.together import Day, days_of
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Conflict, NotAllowed, NotFound
from alongside.kernel.schedule import label_at
from alongside.safety import services as safety
from alongside.safety.case_page import case_view
from alongside.safety.details import Choice, Telling
from alongside.safety.enums import Act, Reach
from alongside.safety.models import Case
from alongside.safety.policies import may_act, visible_cases
from alongside.safety.queue import queue_of
from alongside.safety.services.reporting import access_thing
from alongside.ui.companies import DayWord as SaidOfDay
from alongside.ui.companies import Moment, companies_of, who_heard
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson
from tests.groups.conftest import Begin, Join, Three
from tests.groups.test_unheard import stop_hearing

pytestmark = pytest.mark.django_db

Answer = Callable[..., Entry]
PLEDGE, HEAVY = "I walk past the shop.", "Today I want to kill myself."


@pytest.fixture
def answer(now: datetime) -> Answer:
    """Have somebody take a pledge: `answer(mate, in_company.id, reads=True)`; other kinds and words as named."""

    def answered(
        person: Person, company: UUID | None, *, reads: bool = False, kind: str = "intention", value: object = PLEDGE
    ) -> Entry:
        row = asking(person, kind, now)
        part = contents(row).parts[0].id
        given = Given(key=uuid4().hex, values={part: value}, company=company, company_reads=reads)
        return checkins.answer_check_in(actor=person, check_in_id=row.id, given=given, now=now)

    return answered


@pytest.fixture
def pledged(begin: Begin, join: Join, answer: Answer, mate: Person) -> tuple[Group, Entry]:
    """A group that hears of the mate's pledge and may read it; the mate lives in New York."""
    group = begin()
    return group, answer(mate, join(group, mate, "Amber").id, reads=True)


def asking(person: Person, kind: str, now: datetime) -> CheckIn:
    """Return a check-in of somebody's that asks for this alone."""
    draft = Draft(name="Mine", kinds=(kind,), times=(time(7, 30),))
    return checkins.build_check_in(actor=person, draft=draft, now=now)


def seen(person: Person, group: Group, now: datetime) -> list[Day]:
    """Return what somebody who is in a group sees of today there."""
    return days_of(access_standing(person, group.slug), now=now)


def read(person: Person, group: Group, now: datetime) -> list[tuple[str, int, list[tuple[str, str]]]]:
    """Return the same in words: the heading, how many took part, and what is read of whom."""
    days = seen(person, group, now)
    return [(day.heading, day.people, [(one.alias, one.words) for one in day.said]) for day in days]


def test_a_group_sees_how_many_and_only_of_those_who_let_it_who_and_what(
    begin: Begin, join: Join, answer: Answer, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    group = begin()
    answer(mate, join(group, mate, "Amber").id, reads=True)
    answer(stranger, join(group, stranger, "Willow").id)
    pledged = ("What people set out with today", 2, [("Amber", PLEDGE)])
    assert read(owner, group, now) == [pledged]
    answer(mate, access_standing(mate, group.slug).id, reads=True, kind="hard", value=3)
    assert read(owner, group, now) == [pledged, ("How people look back on today", 1, [("Amber", "Hard")])]
    assert [[one.is_own for one in day.said] for day in seen(mate, group, now)] == [[True], [True]]


def test_who_has_not_said_theirs_reads_how_and_who_has_does_not(
    begin: Begin, join: Join, answer: Answer, three: Three, sign_in: SignIn
) -> None:
    owner, mate, stranger = three
    group = begin()
    answer(mate, join(group, mate, "Amber").id, reads=True)
    answer(stranger, join(group, stranger, "Willow").id)
    DayWord.objects.update(until=current_time() + timedelta(hours=1))
    how = "You can say yours, too: answer a check-in that asks for your morning or your evening"
    told = {person.alias: how in text_of(sign_in(person).get(to("group", group.slug))) for person in three}
    assert told == {owner.alias: True, mate.alias: False, stranger.alias: False}
    assert f'href="{to("check-ins")}"' in sign_in(owner).get(to("group", group.slug)).content.decode()


def test_nobody_hears_of_it_who_was_not_chosen(
    begin: Begin, join: Join, answer: Answer, three: Three, now: datetime
) -> None:
    _owner, mate, stranger = three
    group, other = begin(), begin(name="Other group")
    join(other, mate, "Birch")
    answer(mate, join(group, mate, "Amber").id, reads=True)
    assert seen(mate, other, now) == []
    answer(mate, None)
    assert DayWord.objects.count() == 1
    with pytest.raises(NotAllowed):
        seen(stranger, group, now)


def test_it_is_seen_until_the_day_of_the_writer_ends_and_then_forgotten(
    pledged: tuple[Group, Entry], owner: Person
) -> None:
    group, entry = pledged
    ends = datetime.fromisoformat("2026-03-05T05:00:00+00:00")
    last = ends - timedelta(seconds=1)
    assert [day.people for day in seen(owner, group, last)] == [1]
    assert who_heard(entry.id, now=last) == ["Lantern group"]
    assert seen(owner, group, ends) == []
    assert who_heard(entry.id, now=ends) == []
    assert together.forget_days(last) == 0
    assert together.forget_days(ends) == 1


def test_what_was_pressed_yesterday_without_a_network_is_kept_and_told_to_nobody(
    begin: Begin, join: Join, mate: Person, now: datetime
) -> None:
    row = asking(mate, "intention", now - timedelta(days=3))
    given = Given(
        key="late",
        values={contents(row).parts[0].id: PLEDGE},
        answered_at=now - timedelta(days=1),
        company=join(begin(), mate).id,
    )
    assert checkins.answer_check_in(actor=mate, check_in_id=row.id, given=given, now=now).answered_at
    assert not DayWord.objects.exists()


def test_the_words_of_a_day_are_read_in_one_group_at_a_time_and_do_not_go_from_there(
    begin: Begin, join: Join, answer: Answer, three: Three, now: datetime
) -> None:
    owner, mate, _stranger = three
    first, second = begin(), begin(name="Other group")
    amber, birch = join(first, mate, "Amber"), join(second, mate, "Birch")
    answer(mate, amber.id, reads=True)
    before = read(owner, first, now)
    assert before == [("What people set out with today", 1, [("Amber", PLEDGE)])]
    answer(mate, birch.id, reads=True)
    # Whoever is in both groups would see the same words go from one alias as they come from another.
    assert read(owner, first, now) == before
    assert read(owner, second, now) == [("What people set out with today", 1, [])]
    answer(mate, amber.id, reads=True, value="I walk slowly.")
    assert read(owner, first, now) == [("What people set out with today", 1, [("Amber", "I walk slowly.")])]
    together.take_day_back(actor=mate, slug=first.slug, now=now)
    answer(mate, birch.id, reads=True)
    assert read(owner, second, now) == [("What people set out with today", 1, [("Birch", PLEDGE)])]


def test_who_is_only_counted_in_one_group_is_read_in_another(
    begin: Begin, join: Join, answer: Answer, three: Three, now: datetime
) -> None:
    owner, mate, _stranger = three
    first, second = begin(), begin(name="Other group")
    answer(mate, join(first, mate, "Amber").id)
    answer(mate, join(second, mate, "Birch").id, reads=True)
    assert [day.people for day in seen(owner, first, now)] == [1]
    assert read(owner, second, now) == [("What people set out with today", 1, [("Birch", PLEDGE)])]


def test_who_is_paused_is_counted_and_not_read(
    begin: Begin, join: Join, answer: Answer, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    group, other = begin(), begin(name="Other group")
    amber, birch = join(group, mate, "Amber"), join(other, mate, "Birch")
    join(group, stranger, "Willow")
    telling = Telling("unkind")
    case = safety.report(actor=stranger, kind="member", subject=amber.id, telling=telling, now=now).case
    safety.decide(actor=owner, case_id=case.id, choice=Choice("pause", "No.", "group", 3), now=now)
    answer(mate, amber.id, reads=True)
    assert read(stranger, group, now) == [("What people set out with today", 1, [])]
    assert not DayWord.objects.exclude(words_sealed=None).exists()
    answer(mate, birch.id, reads=True)
    assert read(owner, other, now) == [("What people set out with today", 1, [("Birch", PLEDGE)])]


def test_who_is_new_in_a_group_that_begins_slowly_is_not_read_with_links(
    begin: Begin, join: Join, answer: Answer, three: Three, now: datetime
) -> None:
    owner, mate, _stranger = three
    group = begin()
    services.choose_newcomers(actor=owner, slug=group.slug, looks_at_first=False, begins_slowly=True, now=now)
    amber = join(group, mate, "Amber")
    answer(mate, amber.id, reads=True, value="See https://evil.example")
    assert read(owner, group, now) == [("What people set out with today", 1, [])]
    answer(mate, amber.id, reads=True)
    assert read(owner, group, now) == [("What people set out with today", 1, [("Amber", PLEDGE)])]


@pytest.mark.parametrize("is_paused", [False, True])
def test_words_that_sound_like_danger_come_before_those_who_look_after_the_group(
    *, begin: Begin, join: Join, answer: Answer, three: Three, now: datetime, is_paused: bool
) -> None:
    owner, mate, stranger = three
    group = begin()
    amber = join(group, mate, "Amber")
    join(group, stranger, "Willow")
    if is_paused:
        told = Telling("unkind")
        case = safety.report(actor=stranger, kind="member", subject=amber.id, telling=told, now=now).case
        safety.decide(actor=owner, case_id=case.id, choice=Choice("pause", "No.", "group", 3), now=now)
    answer(mate, amber.id, value=HEAVY)
    assert not Case.objects.filter(is_urgent=True).exists(), "who is counted only says nothing to anybody"
    answer(mate, amber.id, reads=True, value=HEAVY)
    urgent = Case.objects.get(is_urgent=True)
    assert (urgent.kind, urgent.about_id, urgent.community) == ("day-word", mate.id, group.id)
    shown = [one for report in case_view(urgent, owner, now=now).reports for one in report.pieces]
    assert [(one.who, one.words) for one in shown] == [("Amber", HEAVY)]
    assert [len(day.said) for day in seen(stranger, group, now)] == [0 if is_paused else 1]


def test_heavy_words_shared_with_two_groups_tell_no_moderator_which_aliases_are_one_person(
    begin: Begin, join: Join, answer: Answer, mate: Person, now: datetime, *, make_person: MakePerson
) -> None:
    moderator = make_person("Moderator")
    RoleGrant.objects.create(created_at=now, person=moderator, role=Role.MODERATOR)
    first, second = join(begin(), mate, "Amber"), join(begin(name="Other group"), mate, "Birch")
    for company in (first, second):
        answer(mate, company.id, reads=True, value=HEAVY)
    assert queued(moderator, now) == [("Amber", "Lantern group", [HEAVY])], "what is heard is not told once more"
    worse = "I have taken all my pills to die."
    answer(mate, second.id, reads=True, value=worse)
    assert queued(moderator, now) == [
        ("Amber", "Lantern group", [HEAVY]),
        ("Somebody who shares their day", "", [worse]),
    ]


def test_the_same_heavy_words_at_another_moment_are_a_new_sign(
    begin: Begin, join: Join, answer: Answer, three: Three, now: datetime, *, make_person: MakePerson
) -> None:
    owner, mate, _stranger = three
    moderator = make_person("Moderator")
    RoleGrant.objects.create(created_at=now, person=moderator, role=Role.MODERATOR)
    first, second = join(begin(), mate, "Amber"), join(begin(name="Other group"), mate, "Birch")
    evening = SaidOfDay(uuid4(), Moment.EVENING, HEAVY, now + timedelta(hours=3))
    together.hear(mate, first.id, evening, now)
    case = Case.objects.get()
    safety.close_case(actor=owner, case_id=case.id, answered="here", shown=1, now=now)
    answer(mate, second.id, reads=True, value=HEAVY)
    assert queued(moderator, now) == [("Somebody who shares their day", "", [HEAVY])]


@pytest.mark.parametrize("how", ["paused", "new"])
def test_neither_do_heavy_words_of_who_is_read_nowhere(
    *,
    begin: Begin,
    join: Join,
    answer: Answer,
    three: Three,
    now: datetime,
    make_person: MakePerson,
    settings: Settings,
    how: str,
) -> None:
    _owner, mate, stranger = three
    moderator, other = make_person("Moderator"), make_person("Other")
    for one in (moderator, other):
        RoleGrant.objects.create(created_at=now, person=one, role=Role.MODERATOR)
    group, heavy = begin(), HEAVY
    first, second = join(group, mate, "Amber"), join(begin(name="Other group"), mate, "Birch")
    if how == "paused":
        join(group, stranger, "Willow")
        told = Telling("unkind", not_there=True)
        case = safety.report(actor=stranger, kind="member", subject=first.id, telling=told, now=now).case
        safety.decide(actor=other, case_id=case.id, choice=Choice("pause", "No.", "instance", 3), now=now)
        safety.close_case(actor=other, case_id=case.id, now=now)
    else:
        settings.SLOW_START_DAYS = 3  # type: ignore[attr-defined]  # pytest-django's settings take anything
        Person.objects.filter(id=mate.id).update(created_at=now)
        heavy += " https://canary.example"
    for company in (first, second):
        answer(mate, company.id, reads=True, value=heavy)
    assert queued(moderator, now) == [("Amber", "Lantern group", [heavy])]
    answer(mate, second.id, reads=True, value="I have taken all my pills to die.")
    names = [("Amber", "Lantern group"), ("Somebody who shares their day", "")]
    assert [line[:2] for line in queued(moderator, now)] == names
    answer(mate, first.id, reads=True, value="I walk slowly.")
    answer(mate, second.id, reads=True, value=heavy)
    assert [line[:2] for line in queued(moderator, now)] == names, "nor once they say something else there"


def queued(person: Person, now: datetime) -> list[tuple[str, str, list[str]]]:
    """Return what waits for a moderator half an hour later: the name, the group, what was written."""
    later = now + timedelta(minutes=31)
    rows = {one.id: one for one in visible_cases(person, now=later)}
    lines = queue_of(person, now=later).lines
    seen = {one.id: case_view(rows[one.id], person, now=later) for one in lines}
    words = {key: [piece.words for row in view.reports for piece in row.pieces] for key, view in seen.items()}
    return [(one.name, one.place, words[one.id]) for one in lines]


def test_of_whom_somebody_does_not_hear_in_the_group_they_read_nothing_and_others_do(
    begin: Begin, join: Join, answer: Answer, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    group = begin()
    answer(mate, join(group, mate, "Amber").id, reads=True)
    join(group, stranger, "Willow")
    stop_hearing(stranger, mate, group, now)
    assert read(stranger, group, now) == [("What people set out with today", 1, [])]
    for person in (owner, mate):
        assert read(person, group, now) == [("What people set out with today", 1, [("Amber", PLEDGE)])]
    word = DayWord.objects.get().id
    with pytest.raises(NotFound):
        access_thing(stranger, "day-word", word)


def test_words_of_a_day_are_reported_by_who_reads_them_and_hidden(
    pledged: tuple[Group, Entry], join: Join, make_person: MakePerson, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    group, word = pledged[0], DayWord.objects.get().id
    with pytest.raises(NotFound):
        access_thing(stranger, "day-word", word)
    join(group, stranger, "Willow")
    with pytest.raises(Conflict):
        access_thing(mate, "day-word", word)
    thing = access_thing(stranger, "day-word", word)
    assert (thing.name, thing.about_id, [one.words for one in thing.pieces]) == ("Amber", mate.id, [PLEDGE])
    case = safety.report(actor=stranger, kind="day-word", subject=word, telling=Telling("unkind"), now=now).case
    assert (Act.PAUSE, Reach.GROUP) in may_act(owner, case)
    hidden = safety.decide(actor=owner, case_id=case.id, choice=Choice("hide", "It hurts."), now=now)
    assert read(stranger, group, now) == [("What people set out with today", 1, [])]
    with pytest.raises(NotFound):
        access_thing(stranger, "day-word", word)
    safety.lift(actor=owner, case_id=case.id, decision_id=hidden.id, now=now)
    assert not DayWord.objects.exclude(words_sealed=None).exists(), "what belongs to a day is kept nowhere"


@pytest.mark.parametrize("how", ["leave", "remove", "ban", "erase"])
def test_it_ends_with_the_membership(
    pledged: tuple[Group, Entry], owner: Person, mate: Person, now: datetime, how: str
) -> None:
    group, row = pledged[0], access_standing(mate, pledged[0].slug)
    if how == "leave":
        services.leave_group(actor=mate, slug=group.slug, now=now)
    elif how == "erase":
        privacy.erase(mate.id, now)
    else:
        services.remove_member(actor=owner, slug=group.slug, membership_id=row.id, for_good=how == "ban", now=now)
    assert not DayWord.objects.exists()
    assert seen(owner, group, now) == []


def test_words_that_outlived_a_membership_are_seen_by_nobody(
    begin: Begin, join: Join, answer: Answer, three: Three, now: datetime
) -> None:
    owner, mate, _stranger = three
    group = begin()
    row = join(group, mate)
    answer(mate, row.id, reads=True)
    said = {"alias": "", "alias_key": "", "ended_at": now}
    Membership.objects.filter(id=row.id).update(state="left", **said)
    assert seen(owner, group, now) == []
    gone = standing_of(mate, group)
    assert gone
    assert list(visible_day_words(gone, now=now)) == []


def test_another_persons_membership_and_one_that_ended_hear_nothing(
    begin: Begin, join: Join, answer: Answer, three: Three, now: datetime
) -> None:
    owner, mate, _stranger = three
    group = begin()
    row = join(group, mate)
    answer(mate, access_standing(owner, group.slug).id)
    services.leave_group(actor=mate, slug=group.slug, now=now)
    answer(mate, row.id)
    assert not DayWord.objects.exists()


@pytest.mark.parametrize("how", ["entry", "check-in", "corrected", "page"])
def test_it_is_taken_back(pledged: tuple[Group, Entry], mate: Person, now: datetime, how: str) -> None:
    group, entry = pledged
    if how == "entry":
        checkins.remove_entry(actor=mate, entry_id=entry.id, now=now)
    elif how == "check-in":
        checkins.remove_check_in(actor=mate, check_in_id=entry.check_in_id, now=now)
    elif how == "corrected":
        part = contents(entry.check_in).parts[0].id
        checkins.correct_entry(actor=mate, entry_id=entry.id, values={part: "Something else"}, now=now)
    else:
        together.take_day_back(actor=mate, slug=group.slug, now=now)
    assert not DayWord.objects.exists()


def test_words_are_sealed_and_taken_along(
    begin: Begin, join: Join, answer: Answer, mate: Person, now: datetime
) -> None:
    answer(mate, join(begin(), mate).id, reads=True, value="CANARY-PLEDGE")
    with connection.cursor() as cursor:
        cursor.execute("SELECT encode(words_sealed, 'escape') FROM groups_dayword")
        assert "CANARY" not in cursor.fetchone()[0]
    assert privacy.export(mate.id)["group_days"] == [
        {
            "group": "Lantern group",
            "moment": "morning",
            "words": "CANARY-PLEDGE",
            "seen_until": "2026-03-05T05:00:00+00:00",
        }
    ]


def test_the_number_of_queries_does_not_grow(
    begin: Begin, join: Join, answer: Answer, make_person: MakePerson, now: datetime
) -> None:
    group, counts = begin(), []
    standing = group.memberships.get()
    for number in range(3):
        person = make_person(f"Writer {number} Test")
        answer(person, join(group, person, f"Alias {number}").id, reads=True)
        with CaptureQueriesContext(connection) as queries:
            days_of(standing, now=now)
        counts.append(len(queries))
    assert counts == [2, 2, 2]


class TestPages:
    @pytest.fixture
    def now(self) -> datetime:
        """Pages read the clock, so what is made beforehand is made now."""
        return current_time()

    def test_the_page_says_who_will_see_it_before_it_is_sent(
        self, begin: Begin, join: Join, mate: Person, sign_in: SignIn, now: datetime
    ) -> None:
        group = begin()
        company = join(group, mate, "Amber")
        row = asking(mate, "intention", now)
        browser = sign_in(mate)
        page = browser.get(to("check-in", row.id))
        assert "Lantern group, where you are Amber" in text_of(page)
        assert "not who, and not what, unless you let them read it" in text_of(page)
        assert page.context["form"]["company"].value() is None
        key = page.context["form"]["key"].value()
        part = f"part-{contents(row).parts[0].id}"
        typed = {"check_in": str(row.id), "key": key, part: PLEDGE, "company": str(company.id), "company_reads": "on"}
        kept = browser.post(to("check-in-answer"), typed, follow=True)
        # The clock may strike twelve between two lines: what is shared then belongs to the day before.
        if label_at(current_time(), mate.time_zone).date() == label_at(now, mate.time_zone).date():
            assert "is seen by Lantern group" in text_of(kept)
            assert f"Amber {PLEDGE}" in text_of(browser.get(to("group", group.slug)))
            report = to("report", "day-word", DayWord.objects.get().id)
            assert report not in browser.get(to("group", group.slug)).content.decode()
            host = sign_in(group.memberships.get(role="host").person)
            assert report in host.get(to("group", group.slug)).content.decode()
            assert PLEDGE in text_of(host.get(report))
            browser.post(to("group-day-take-back", group.slug))
            assert PLEDGE not in text_of(browser.get(to("group", group.slug)))

    def test_who_is_in_no_group_and_what_is_no_pledge_is_asked_nothing_of_it(
        self, begin: Begin, join: Join, mate: Person, sign_in: SignIn, now: datetime
    ) -> None:
        pledge, mood = asking(mate, "intention", now), asking(mate, "mood", now)
        browser = sign_in(mate)
        assert companies_of(mate) == []
        assert "company" not in browser.get(to("check-in", pledge.id)).context["form"].fields
        join(begin(), mate)
        assert "company" not in browser.get(to("check-in", mood.id)).context["form"].fields
        assert "company" in browser.get(to("check-in", pledge.id)).context["form"].fields

    def test_a_group_that_is_not_ones_own_cannot_be_chosen(
        self, begin: Begin, join: Join, three: Three, sign_in: SignIn, now: datetime
    ) -> None:
        owner, mate, _stranger = three
        group = begin()
        join(group, mate)
        row = asking(mate, "intention", now)
        part = f"part-{contents(row).parts[0].id}"
        typed = {"check_in": str(row.id), "key": "one", part: PLEDGE}
        theirs = str(access_standing(owner, group.slug).id)
        assert sign_in(mate).post(to("check-in-answer"), {**typed, "company": theirs}).status_code == 422
        assert not DayWord.objects.exists()
