"""The word of who asks to join: not in spite of a pause, once a week, and nobody cries for help there unheard."""

from datetime import datetime, timedelta

import pytest

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.details import Entering
from alongside.groups.enums import GroupRole, Openness, Standing
from alongside.groups.models import Group, Membership
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Invalid, NotFound
from alongside.safety import services as safety
from alongside.safety.details import Telling
from alongside.safety.models import Case
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.groups.conftest import Begin, Join, Three, standing
from tests.support.removing import paused

pytestmark = pytest.mark.django_db
WORD = "You cannot stop me writing to you."
CRY = "I want to kill myself tonight."


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


@pytest.fixture
def group(begin: Begin) -> Group:
    """A group that one asks to join."""
    return begin(openness=Openness.BY_REQUEST)


def typed(group: Group, word: str) -> dict[str, str]:
    """Return what the form sends."""
    return {"alias": "Amber Test", "read": group.agreements_since.isoformat(), "agrees": "on", "word": word}


@pytest.mark.parametrize("everywhere", [False, True])
def test_whose_writing_is_paused_asks_without_a_word(
    group: Group, mate: Person, now: datetime, *, everywhere: bool, sign_in: SignIn
) -> None:
    paused(mate, now=now, community=None if everywhere else group.id)
    browser, where = sign_in(mate), to("group-join", group.slug)
    refused = browser.post(where, typed(group, WORD))
    assert refused.status_code == 422
    assert "Your writing here is paused until" in text_of(refused)
    assert WORD in refused.content.decode().partition("<textarea")[2], "it stays"
    assert not Membership.objects.filter(person=mate).exists()
    assert browser.post(where, typed(group, "")).status_code == 303
    assert standing(mate, group).state == Standing.ASKED


def test_a_pause_elsewhere_is_none_here(begin: Begin, group: Group, join: Join, mate: Person, now: datetime) -> None:
    paused(mate, now=now, community=begin(name="Another").id)
    assert join(group, mate, word=WORD).word_sealed


def test_a_cry_for_help_that_a_pause_holds_back_reaches_those_who_moderate(
    group: Group, owner: Person, mate: Person, now: datetime, sign_in: SignIn
) -> None:
    paused(mate, now=now, community=None)
    Case.objects.update(about=None)
    browser, where = sign_in(mate), to("group-join", group.slug)
    for _time in (1, 2):
        refused = browser.post(where, typed(group, CRY))
        assert refused.status_code == 422
        assert "Those who look after this place are shown it" in text_of(refused)
    case = Case.objects.get(kind="unsent")
    assert (case.is_urgent, case.about, case.community) == (True, mate, group.id)
    host = sign_in(owner)
    seen = text_of(host.get(to("moderate-case", case.id))) + text_of(host.get(to("moderate")))
    assert CRY in seen
    assert "Somebody who asks to join" in seen
    assert "Amber Test" not in seen, "nobody has looked at it, and it may be somebody else's"
    assert not Membership.objects.filter(person=mate).exists()


def test_a_cry_for_help_comes_before_moderators_as_elsewhere(
    group: Group, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    sent = sign_in(mate).post(to("group-join", group.slug), typed(group, CRY), follow=True)
    assert "They are asked." in text_of(sent)
    assert text_of(sent).count("What you wrote sounds very heavy") == 1
    case, row = Case.objects.get(), standing(mate, group)
    assert (case.kind, case.subject, case.is_urgent, case.about) == ("request", row.id, True, mate)
    assert (case.community, case.for_community, case.instance_from is not None) == (group.id, True, True)
    seen = text_of(sign_in(owner).get(to("moderate-case", case.id)))
    assert CRY in seen
    assert "The word of somebody who asks to join a group" in seen


@pytest.mark.parametrize("role", [GroupRole.HOST, GroupRole.GREETER])
def test_nobody_in_danger_is_turned_away_by_one_press(
    group: Group, join: Join, three: Three, brought_in: Join, sign_in: SignIn, *, role: str
) -> None:
    owner, mate, stranger = three
    row, greeter = join(group, mate, word=CRY), owner
    if role == GroupRole.GREETER:
        greeter = stranger
        brought_in(group, stranger, "Silver Test")
        Membership.objects.filter(person=stranger).update(role=role)
    browser, where = sign_in(greeter), to("group-request", group.slug, row.id)
    asked = browser.post(where, {"lets_in": "no"})
    assert "They may be in danger right now" in text_of(asked)
    link = to("moderate-case", Case.objects.get().id)
    assert (link in asked.content.decode()) == (role == GroupRole.HOST)
    assert standing(mate, group).state == Standing.ASKED
    assert browser.post(where, {"lets_in": "no", "sure": "yes"}).status_code == 303
    assert standing(mate, group).state == Standing.DECLINED


@pytest.mark.parametrize(("word", "comes_first"), [(CRY, True), ("My brother drinks.", False)])
def test_who_asks_in_danger_stands_before_all_else_that_waits(
    group: Group, join: Join, owner: Person, mate: Person, sign_in: SignIn, *, word: str, comes_first: bool
) -> None:
    join(group, mate, word=word)
    read = text_of(sign_in(owner).get(to("group-care", group.slug)))
    assert (read.index("Who asks to join") < read.index("Everything is answered.")) is comes_first
    assert read.count("Who asks to join") == 1


def test_whom_to_turn_to_stays_beside_a_refusal(
    begin: Begin, group: Group, join: Join, three: Three, *, now: datetime, sign_in: SignIn
) -> None:
    owner, mate, _stranger = three
    calm = begin(name="Another", openness=Openness.BY_REQUEST)
    browser, lines = sign_in(mate), "You do not have to carry it alone"

    def refused(where: Group, word: str) -> None:
        row = join(where, mate, word=word)
        services.answer_request(actor=owner, slug=where.slug, membership_id=row.id, lets_in=False, now=now)

    refused(calm, "My brother drinks.")
    assert lines not in text_of(browser.get(to("today")))
    refused(group, CRY)
    for page in (to("today"), to("group", group.slug)):
        assert lines in text_of(browser.get(page))
    assert lines not in text_of(browser.get(to("group", calm.slug)))
    Membership.objects.filter(person=mate).update(ended_at=now - timedelta(days=8))
    for page in (to("today"), to("group", group.slug)):
        assert lines not in text_of(browser.get(page))


def test_a_calm_word_comes_before_nobody(group: Group, join: Join, mate: Person) -> None:
    join(group, mate, word="My brother drinks.")
    assert not Case.objects.exists()


def test_one_word_a_week_goes_to_a_group_but_for_cries_for_help(
    begin: Begin, group: Group, mate: Person, now: datetime
) -> None:
    def asks(word: str, where: Group = group, *, after: timedelta = timedelta()) -> Membership:
        entering = Entering("Amber Test", where.agreements_since, word=word)
        return services.join_group(actor=mate, slug=where.slug, entering=entering, now=now + after)

    def takes_it_back(where: Group = group) -> None:
        services.leave_group(actor=mate, slug=where.slug, now=now)

    asks(WORD)
    takes_it_back()
    with pytest.raises(Invalid) as refused:
        asks("And another thing.", after=timedelta(days=6))
    assert refused.value.field == "word"
    assert asks(CRY).word_sealed
    takes_it_back()
    assert asks("").word_sealed is None
    takes_it_back()
    assert asks(WORD, begin(name="Another", openness=Openness.BY_REQUEST)).word_sealed
    assert asks("And another thing.", after=timedelta(days=7, seconds=1)).word_sealed


def test_those_who_read_a_word_bring_it_before_moderators_and_nobody_else_does(
    group: Group, brought_in: Join, join: Join, three: Three, *, now: datetime, sign_in: SignIn
) -> None:
    owner, mate, stranger = three
    row = join(group, mate, word=WORD)
    member = brought_in(group, stranger, "Silver Test")
    telling = Telling("unkind", "", frozenset())
    with pytest.raises(NotFound):
        safety.report(actor=stranger, kind="request", subject=row.id, telling=telling, now=now)
    with pytest.raises(NotFound):
        safety.report(actor=mate, kind="request", subject=row.id, telling=telling, now=now)
    Membership.objects.filter(id=member.id).update(role=GroupRole.GREETER)
    browser, path = sign_in(stranger), to("report", "request", row.id)
    assert f'href="{path}"' in browser.get(to("group-care", group.slug)).content.decode()
    assert WORD in text_of(browser.get(path))
    case = safety.report(actor=stranger, kind="request", subject=row.id, telling=telling, now=now).case
    assert (case.about, case.community) == (mate, group.id)
    assert WORD in text_of(sign_in(owner).get(to("moderate-case", case.id)))
    services.answer_request(actor=owner, slug=group.slug, membership_id=row.id, lets_in=True, now=now)
    with pytest.raises(NotFound):
        safety.report(actor=owner, kind="request", subject=row.id, telling=telling, now=now)


def test_a_request_without_a_word_is_nothing_to_report(group: Group, join: Join, mate: Person, sign_in: SignIn) -> None:
    row = join(group, mate)
    host = sign_in(Membership.objects.get(group=group, role=GroupRole.HOST).person)
    assert host.get(to("report", "request", row.id)).status_code == 404
    assert to("report", "request", row.id) not in host.get(to("group-care", group.slug)).content.decode()


def test_who_asks_in_danger_finds_whom_to_turn_to_where_they_asked(
    group: Group, join: Join, three: Three, sign_in: SignIn
) -> None:
    path, kept = to("group", group.slug), "Only you are shown these numbers."
    join(group, three[1], word="My brother drinks.")
    join(group, three[2], "Birch Test", word=CRY)
    assert kept not in text_of(sign_in(three[1]).get(path))
    browser = sign_in(three[2])
    assert text_of(browser.get(path)).count(kept) == 1
    Membership.objects.filter(person=three[2]).update(created_at=current_time() - timedelta(hours=25))
    assert kept not in text_of(browser.get(path))
