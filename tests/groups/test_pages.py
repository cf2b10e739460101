"""The pages of groups: purpose and agreements first, an alias of one's own, what a host can do."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.utils import translation

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.chat.details import RoomDetails
from alongside.groups.languages import language_choices
from alongside.groups.models import Group, Membership
from alongside.groups.threads.models import Thread
from alongside.kernel.clock import current_time
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.groups.conftest import DETAILS, Begin, Join, Open, Three
from tests.groups.stage_of import planning

pytestmark = pytest.mark.django_db

WRITTEN = {name: getattr(DETAILS, name) for name in DETAILS.__slots__}


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


def test_somebody_begins_a_group_and_is_its_host(owner: Person, sign_in: SignIn) -> None:
    browser = sign_in(owner)
    offered = browser.get(to("group-begin")).context["form"]["alias"].value()
    assert offered
    assert offered != owner.alias
    sent = browser.post(to("group-begin"), {**WRITTEN, "alias": "Quiet Heron"}, follow=True)
    assert "Your group is there, and you are its host." in text_of(sent)
    assert "Quiet Heron Host" in text_of(sent)
    assert [(row.alias, row.role) for row in Membership.objects.all()] == [("Quiet Heron", "host")]


def test_what_cannot_be_kept_is_said_and_stays_typed(owner: Person, sign_in: SignIn) -> None:
    answer = sign_in(owner).post(to("group-begin"), {**WRITTEN, "alias": "x", "purpose": "turned \u202e over"})
    assert answer.status_code == 422
    assert "This text holds hidden signs" in text_of(answer)
    assert "What is said here stays here." in answer.content.decode()


def test_groups_are_looked_for_without_a_script(begin: Begin, mate: Person, sign_in: SignIn) -> None:
    begin()
    begin(name="Walking group", kind="place")
    browser = sign_in(mate)
    assert "Lantern group" in text_of(browser.get(to("groups")))
    found = text_of(browser.get(to("groups"), {"kind": "place", "q": "walk"}))
    assert "Walking group" in found
    assert "Lantern group" not in found
    assert "No group was found for this." in text_of(browser.get(to("groups"), {"q": "nothing like it"}))
    assert browser.get(to("groups"), {"kind": "other", "start": "-5", "language": "tlh"}).status_code == 200


def test_languages_are_listed_as_the_reader_would_write_them(begin: Begin, mate: Person, sign_in: SignIn) -> None:
    group = begin(languages=("en", "es", "fr"))
    for locale, said in (
        ("es", "Español, francés e inglés"),
        ("en", "English, French, and Spanish"),
    ):
        Person.objects.filter(id=mate.id).update(locale=locale)
        browser = sign_in(Person.objects.get(id=mate.id))
        assert said in text_of(browser.get(to("group", group.slug)))
        assert said in text_of(browser.get(to("groups")))
    Group.objects.update(languages=["en", "es"])
    Person.objects.filter(id=mate.id).update(locale="es")
    page = sign_in(Person.objects.get(id=mate.id)).get(to("groups"))
    assert "Español e inglés" in text_of(page)
    assert ">Inglés</option>" in page.content.decode(), "by itself it begins with a capital"


def test_languages_to_choose_from_are_named_and_in_order_in_the_language_of_the_reader() -> None:
    with translation.override("es"):
        names = [name for _code, name in language_choices()]
    assert names[:3] == ["Alemán", "Árabe", "Coreano"]
    assert "Lengua de señas estadounidense" in names
    assert "American Sign Language" in dict(language_choices()).values()


def test_groups_one_is_in_are_not_among_those_to_join(
    begin: Begin, join: Join, mate: Person, stranger: Person, sign_in: SignIn
) -> None:
    group = begin()
    begin(name="Walking group")
    join(group, mate)
    mine, theirs = (text_of(sign_in(one).get(to("groups"))) for one in (mate, stranger))
    assert ("Lantern group" in mine.split("Groups you can join")[0], mine.count("Lantern group")) == (True, 1)
    assert "Walking group" in mine.split("Groups you can join")[1]
    assert "Lantern group" in theirs.split("Groups you can join")[1]
    found = text_of(sign_in(mate).get(to("groups"), {"q": "lantern"}))
    assert "Lantern group" in found.split("Groups that were found")[1], "who looks for it finds it"


def test_the_page_of_a_group_begins_with_what_was_written_lately_for_those_who_are_in_it(
    begin: Begin, join: Join, open_thread: Open, *, mate: Person, stranger: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    for second, title in enumerate(("Four in the morning", "The garden", "Bread", "A letter")):
        thread = open_thread(group, title=title)
        Thread.objects.filter(id=thread.id).update(last_at=thread.last_at + timedelta(seconds=second))
    page = text_of(sign_in(mate).get(to("group", group.slug)))
    shown = [title for title in ("A letter", "Bread", "The garden", "Four in the morning") if title in page]
    assert shown == ["A letter", "Bread", "The garden"], "the newest three"
    order = [page.index(words) for words in (*shown, "Your alias there", "For people who go through")]
    assert order == sorted(order)
    outside = text_of(sign_in(stranger).get(to("group", group.slug)))
    assert "For people who go through" in outside
    assert not [title for title in shown if title in outside]
    banned = Membership.objects.get(person=mate)
    Membership.objects.filter(id=banned.id).update(state="banned", alias="", alias_key="", ended_at=current_time())
    assert "A letter" not in text_of(sign_in(mate).get(to("group", group.slug)))


def test_from_what_is_in_a_group_one_line_above_the_title_leads_back_to_it(
    begin: Begin, open_thread: Open, owner: Person, sign_in: SignIn, now: datetime
) -> None:
    group = begin()
    browser, slug = sign_in(owner), group.slug
    room = services.open_room(actor=owner, slug=slug, details=RoomDetails("Evenings", "For nights."), now=now)
    day = (now + timedelta(days=2)).date()
    event = services.plan_event(actor=owner, slug=slug, planning=planning(day=day), now=now)
    lists = ("threads", "members", "chats", "events", "milestones", "regulars")
    within: list[tuple[str, list[UUID]]] = [(name, []) for name in lists]
    within += [("thread", [open_thread(group).id]), ("chat", [room.id]), ("event", [event.id])]
    for name, more in within:
        above, title, _below = browser.get(to(f"group-{name}", slug, *more)).content.decode().partition("<h1")
        assert title, name
        way = above.partition("<main")[2]
        assert f'href="{to("group", slug)}"' in way, name
        assert "<bdi>Lantern group</bdi>" in way, name


def test_back_from_joining_leads_to_the_group_one_has_read_of(begin: Begin, mate: Person, sign_in: SignIn) -> None:
    group = begin()
    page = sign_in(mate).get(to("group-join", group.slug)).content.decode()
    assert f'href="{to("group", group.slug)}">Back</a>' in page


def test_ways_to_look_for_a_group_are_folded_until_they_are_used(
    begin: Begin, mate: Person, owner: Person, sign_in: SignIn
) -> None:
    begin()
    begin(name="Walking group", kind="place")
    page = sign_in(owner).get(to("groups")).content.decode()
    assert page.index("Your groups") < page.index('name="q"')
    browser = sign_in(mate)

    def folded(**asked: str) -> tuple[str, str]:
        form = browser.get(to("groups"), asked).content.decode().partition('<form method="get"')[2]
        seen, _, rest = form.partition("</form>")[0].partition("<details")
        assert 'name="q"' in seen
        return rest.partition(">")[0].strip(), rest.partition("</summary>")[2]

    for asked, is_open in (({}, ""), ({"q": "walk"}, ""), ({"kind": "place"}, "open"), ({"language": "en"}, "open")):
        shown, inside = folded(**asked)
        assert shown == is_open, asked
        assert 'name="kind"' in inside
        assert 'name="language"' in inside


def test_beside_each_member_stands_what_one_does_and_folded_what_one_seldom_needs(
    begin: Begin, join: Join, three: Three, sign_in: SignIn
) -> None:
    (owner, mate, stranger), group = three, begin()
    month_ago = timedelta(days=30)
    row = join(group, mate, "Amber Test")
    Membership.objects.filter(id=row.id).update(joined_at=row.joined_at - month_ago)
    page = to("group-members", group.slug)
    for person, way in ((owner, "Role and membership"), (mate, "Write to them")):
        Membership.objects.filter(group=group).update(lets_write=True)
        main = sign_in(person).get(page).content.decode().split("<main")[1].split("</main>")[0]
        folded = "".join(part.split("</details>")[0] for part in main.split("<details")[1:])
        open_ = "".join(part.split("</details>")[-1] for part in main.split("<details"))
        assert (way in open_, "Ask a moderator to look" in open_) == (True, False)
        assert ("Hear nothing from them" in folded, "Ask a moderator to look" in folded) == (True, True)
    assert sign_in(stranger).get(page).status_code == 403
