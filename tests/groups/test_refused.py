"""Where nothing can be sent any more: who cries for help there is heard, and their words stay."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.groups import services
from alongside.groups.chat.details import RoomDetails
from alongside.groups.models import Group
from alongside.groups.services.moderating import hide_post, lock_thread_of, put_out
from alongside.groups.threads.models import Thread
from alongside.kernel.clock import current_time
from alongside.safety.models import Case, Report
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson
from tests.groups.conftest import Begin, Join, Open

pytestmark = pytest.mark.django_db
HEAVY, CALM = "I want to die, canary words.", "A calm evening."
SHOWN = "Those who look after this place are shown it, and nobody else"
LED = "You do not have to carry it alone. These are there right now: Reach out"


@pytest.fixture
def group(begin: Begin, join: Join, mate: Person) -> Group:
    """A group with a member."""
    group = begin()
    join(group, mate, "Amber Finch")
    return group


@pytest.fixture
def moderator(make_person: MakePerson) -> Person:
    """A moderator of the whole place."""
    person = make_person("Moderator")
    RoleGrant.objects.create(created_at=current_time(), person=person, role=Role.MODERATOR)
    return person


@pytest.fixture
def answering(group: Group, open_thread: Open) -> tuple[Thread, str]:
    """A thread of the host's, and where one answers it."""
    thread = open_thread(group)
    return thread, to("group-thread", group.slug, thread.id)


def sent(browser: Any, path: str, words: str = HEAVY, **more: str) -> Any:
    """Send it from a page that was open, and find the words again."""
    page = browser.post(path, {"text": words, "title": "Evenings", "key": str(uuid4()), **more})
    assert page.status_code >= 400
    assert words in page.content.decode().partition("<main")[2].partition("<textarea")[2]
    return page


def assert_is_heard(page: Any, host: Any, name: str) -> None:
    """Say that it is before those who look after the group, by the name given, and whom one can turn to."""
    assert SHOWN in text_of(page)
    assert LED in text_of(page)
    case = Case.objects.get(kind="unsent")
    assert case.is_urgent
    seen = text_of(host.get(to("moderate-case", case.id)))
    assert (HEAVY in seen, name in seen) == (True, True)


def test_in_a_thread_that_was_hidden_meanwhile(
    group: Group, answering: tuple[Thread, str], owner: Person, mate: Person, sign_in: SignIn
) -> None:
    thread, path = answering
    hide_post(thread.posts.get().id, current_time())
    page = sent(sign_in(mate), path)
    assert_is_heard(page, sign_in(owner), "Amber Finch")
    assert page.status_code == 404
    assert SHOWN not in text_of(sent(sign_in(mate), path, CALM))
    assert "If it is too heavy to carry alone" in text_of(sent(sign_in(mate), path, CALM))
    sent(sign_in(mate), path)
    assert Report.objects.count() == 1, "what comes twice is brought once"


def test_in_a_room_that_was_closed_meanwhile(group: Group, owner: Person, mate: Person, sign_in: SignIn) -> None:
    now, details = current_time(), RoomDetails("Evenings", "For nights.")
    room = services.open_room(actor=owner, slug=group.slug, details=details, now=now)
    services.close_room(actor=owner, slug=group.slug, room_id=room.id, now=now)
    page = sent(sign_in(mate), to("group-chat", group.slug, room.id))
    assert_is_heard(page, sign_in(owner), "Amber Finch")


def test_in_ones_own_post_whose_thread_was_locked_meanwhile(
    group: Group, open_thread: Open, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    thread = open_thread(group, by=mate)
    post = thread.posts.get()
    lock_thread_of(post.id, current_time())
    page = sent(sign_in(mate), to("group-post", group.slug, thread.id, post.id))
    assert_is_heard(page, sign_in(owner), "Amber Finch")


def test_of_who_was_removed_meanwhile_before_those_of_the_place_and_without_a_name(
    group: Group, answering: tuple[Thread, str], owner: Person, mate: Person, moderator: Person, *, sign_in: SignIn
) -> None:
    put_out(group_id=group.id, person_id=mate.id, for_good=True, now=current_time())
    page = sent(sign_in(mate), answering[1])
    assert_is_heard(page, sign_in(moderator), "Somebody who was in a group")
    case = Case.objects.get()
    assert "Lantern group" not in text_of(sign_in(moderator).get(to("moderate-case", case.id)))
    assert sign_in(owner).get(to("moderate-case", case.id)).status_code in (403, 404)
    asking = {"word": HEAVY, "alias": "Silver Fern", "agrees": "on", "read": group.agreements_since.isoformat()}
    again = sent(sign_in(mate), to("group-join", group.slug), **asking)
    assert SHOWN in text_of(again)


def test_of_who_left_nobody_in_the_group_is_told(
    group: Group, answering: tuple[Thread, str], owner: Person, mate: Person, moderator: Person, *, sign_in: SignIn
) -> None:
    Group.objects.update(openness="hidden")
    services.leave_group(actor=mate, slug=group.slug, now=current_time())
    assert_is_heard(sent(sign_in(mate), answering[1]), sign_in(moderator), "Somebody who was in a group")
    assert sign_in(owner).get(to("moderate-case", Case.objects.get().id)).status_code in (403, 404)


def test_who_never_was_in_a_hidden_group_is_answered_as_where_there_is_none(
    group: Group, answering: tuple[Thread, str], stranger: Person, sign_in: SignIn
) -> None:
    Group.objects.update(openness="hidden")
    browser, path = sign_in(stranger), answering[1]
    pages = [sent(browser, one) for one in (path, path.replace(group.slug, "lantern-abcdefgh"))]
    assert pages[0].status_code == pages[1].status_code == 404
    assert text_of(pages[0]) == text_of(pages[1])
    assert LED in text_of(pages[0])
    assert SHOWN not in text_of(pages[0])
    assert not Case.objects.exists()


def test_who_asks_to_join_what_was_hidden_meanwhile_is_heard_and_told_the_same_as_of_no_group(
    group: Group, owner: Person, stranger: Person, moderator: Person, sign_in: SignIn
) -> None:
    Group.objects.update(openness="hidden")
    typed = {"alias": "Silver Fern", "read": group.agreements_since.isoformat(), "agrees": "on", "word": HEAVY}
    browser, path = sign_in(stranger), to("group-join", group.slug)
    none = path.replace(group.slug, "lantern-abcdefgh")
    pages = [sent(browser, one, **typed) for one in (path, none)]
    assert [page.status_code for page in pages] == [404, 404]
    assert text_of(pages[0]) == text_of(pages[1])
    assert SHOWN in text_of(pages[0])
    assert LED in text_of(pages[0])
    case = Case.objects.get()
    seen = text_of(sign_in(moderator).get(to("moderate-case", case.id)))
    assert (HEAVY in seen, "Somebody who asks to join" in seen, case.is_urgent) == (True, True, True)
    assert ("Lantern group" in seen, "Silver Fern" in seen) == (False, False)
    assert Report.objects.count() == 1, "what comes twice is brought once"
    assert [sign_in(one).get(to("moderate-case", case.id)).status_code in (403, 404) for one in (owner, stranger)] == [
        True,
        True,
    ]
    calm = [sent(browser, one, CALM, **{**typed, "word": CALM}) for one in (path, none)]
    assert text_of(calm[0]) == text_of(calm[1])
    assert SHOWN not in text_of(calm[0])


def test_what_was_to_be_kept_for_later_is_brought_before_nobody(
    group: Group, answering: tuple[Thread, str], mate: Person, sign_in: SignIn
) -> None:
    hide_post(answering[0].posts.get().id, current_time())
    page = sent(sign_in(mate), answering[1], keep="yes")
    assert LED in text_of(page)
    assert SHOWN not in text_of(page)
    assert not Case.objects.exists()


def test_who_asks_to_join_where_nobody_can_by_now_is_heard(
    group: Group, owner: Person, stranger: Person, sign_in: SignIn
) -> None:
    Group.objects.update(state="hostless", openness="by_request")
    typed = {"alias": "Silver Fern", "read": group.agreements_since.isoformat(), "agrees": "on", "word": HEAVY}
    page = sign_in(stranger).post(to("group-join", group.slug), typed)
    assert page.status_code == 422
    assert HEAVY in page.content.decode().partition("<textarea")[2]
    assert "Nobody can join this group right now." in text_of(page)
    assert_is_heard(page, sign_in(owner), "Somebody who asks to join")


def test_many_an_hour_are_brought_and_then_only_of_who_was_not_heard_within_it(
    group: Group, answering: tuple[Thread, str], mate: Person, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alongside.safety.views.refused.MOST", 2)
    hide_post(answering[0].posts.get().id, current_time())
    browser = sign_in(mate)
    pages = [sent(browser, answering[1], f"{HEAVY} {one}") for one in range(3)]
    assert [SHOWN in text_of(page) for page in pages] == [True, True, False]
    assert Report.objects.count() == 2
    Report.objects.update(created_at=current_time() - timedelta(hours=2))
    assert SHOWN in text_of(sent(browser, answering[1], f"{HEAVY} still"))


def test_every_field_that_somebody_types_in_is_heard_and_given_back_and_none_that_they_choose_from(
    group: Group, owner: Person, mate: Person, moderator: Person, sign_in: SignIn
) -> None:
    services.leave_group(actor=mate, slug=group.slug, now=current_time())
    typed = {"word": "one_month", "how_long": HEAVY, "text": ""}
    page = sign_in(mate).post(to("group-milestone", group.slug), typed)
    assert page.status_code == 403
    assert_is_heard(page, sign_in(moderator), "Somebody who was in a group")
    shown = page.content.decode()
    assert (HEAVY in shown, "one_month" in shown) == (True, False)


@pytest.mark.parametrize("field", ["name", "purpose", "agreements", "milestone_words"])
def test_so_it_is_where_a_host_is_none_by_now(
    group: Group, owner: Person, mate: Person, sign_in: SignIn, field: str
) -> None:
    page = sign_in(mate).post(to("group-change", group.slug), {field: HEAVY})
    assert page.status_code == 403
    assert HEAVY in page.content.decode().partition("<textarea")[2]
    assert_is_heard(page, sign_in(owner), "Amber Finch")


def test_asking_for_help_to_listen_gives_the_words_back_and_brings_them_before_nobody(
    group: Group, answering: tuple[Thread, str], mate: Person, sign_in: SignIn
) -> None:
    put_out(group_id=group.id, person_id=mate.id, for_good=True, now=current_time())
    page = sent(sign_in(mate), f"{answering[1]}coach/", move="yes")
    assert LED in text_of(page)
    assert SHOWN not in text_of(page)
    assert not Case.objects.exists()
