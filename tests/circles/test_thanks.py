"""Thanks: from the owner to one supporter, for their eyes alone, and counted nowhere."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.circles import links, policies, privacy, services
from alongside.circles.models import Supporter, Thanks, Tie
from alongside.circles.outgoing import THANKS
from alongside.circles.thanks import unseen_thanks
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Invalid, NotAllowed, NotFound
from alongside.notifications.models import Delivery, PushSubscription
from alongside.notifications.wording import NEUTRAL_BODY, NEUTRAL_TITLE, words_of
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn, contact_token

pytestmark = pytest.mark.django_db

WORDS = "CANARY-THANKS for Tuesday night"


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


@pytest.fixture
def tie(mate: Person, accepted: Callable[..., Tie], now: datetime) -> Tie:
    """The owner's tie to the mate, who has a device."""
    PushSubscription.objects.create(created_at=now, person=mate, endpoint_digest=b"one", subscription_sealed=b"no")
    return accepted(mate, "Mia M.")


def thank(tie: Tie, now: datetime, *, key: str = "one", words: str = WORDS) -> Thanks:
    return services.send_thanks(actor=tie.owner, tie_id=tie.id, words=words, key=key, now=now)


def test_it_is_sealed_told_in_passing_and_read_by_whom_it_is_for(tie: Tie, mate: Person, now: datetime) -> None:
    row = thank(tie, now)
    assert b"CANARY" not in bytes(row.words_sealed or b"")
    assert [(one.owner_alias, one.words) for one in unseen_thanks(mate)] == [("Odd Owner", WORDS)]
    told = Delivery.objects.get()
    assert (told.person_id, told.text, told.urgent, told.wakes, told.path) == (
        mate.id,
        THANKS,
        False,
        False,
        "/supporting/",
    )
    plain = words_of(THANKS, locale="en", says_more=False)
    assert (plain.title, plain.body) == (str(NEUTRAL_TITLE), str(NEUTRAL_BODY))
    entry = Entry.objects.get(action="thanks.sent")
    assert (entry.actor, entry.subject, entry.about) == (tie.owner_id, row.id, tie.owner_id)


def test_the_same_form_sent_twice_counts_once(tie: Tie, now: datetime) -> None:
    assert thank(tie, now) == thank(tie, now, words="Another word")
    assert Thanks.objects.count() == 1
    assert Delivery.objects.count() == 1


def test_ten_a_day_then_kindly_tomorrow(tie: Tie, now: datetime) -> None:
    for number in range(10):
        thank(tie, now, key=str(number))
    with pytest.raises(Invalid, match="just as welcome tomorrow"):
        thank(tie, now, key="eleven")
    thank(tie, now + timedelta(days=1), key="eleven")


@pytest.mark.parametrize(("words", "key"), [("", "one"), ("x" * 501, "one"), ("   ", "one"), ("Hi", ""), ("Hi", "\n")])
def test_what_cannot_be_sent(tie: Tie, now: datetime, words: str, key: str) -> None:
    with pytest.raises(Invalid):
        thank(tie, now, words=words, key=key)


def test_nobody_else_thanks_for_the_owner_and_nobody_who_has_not_said_yes_is_thanked(
    tie: Tie, mate: Person, stranger: Person, named: Callable[..., Tie], now: datetime
) -> None:
    for person, refusal in ((mate, NotAllowed), (stranger, NotFound)):
        with pytest.raises(refusal):
            services.send_thanks(actor=person, tie_id=tie.id, words=WORDS, key="one", now=now)
        with pytest.raises(refusal):
            services.put_away_thanks(actor=person, tie_id=tie.id, key="one", now=now)
    with pytest.raises(NotAllowed):
        thank(named("Auntie"), now)
    assert not Thanks.objects.exists()


def test_only_whom_it_is_for_puts_it_away(tie: Tie, mate: Person, stranger: Person, now: datetime) -> None:
    row = thank(tie, now)
    for person in (tie.owner, stranger):
        with pytest.raises(NotFound):
            services.see_thanks(actor=person, thanks_id=row.id, now=now)
    for at in (now, now + timedelta(hours=1)):
        services.see_thanks(actor=mate, thanks_id=row.id, now=at)
    row.refresh_from_db()
    assert row.seen_at == now
    assert unseen_thanks(mate) == ()


def test_it_ends_with_the_tie_and_is_forgotten_with_its_name(tie: Tie, mate: Person, now: datetime) -> None:
    thank(tie, now)
    services.leave_tie(actor=mate, tie_id=tie.id, now=now)
    assert unseen_thanks(mate) == ()
    assert not policies.visible_thanks(mate).exists()
    services.put_away_tie(actor=tie.owner, tie_id=tie.id, now=now)
    assert not Thanks.objects.exists()


def test_it_goes_along_with_both_and_is_erased(tie: Tie, mate: Person, now: datetime) -> None:
    thank(tie, now)
    services.put_away_thanks(actor=tie.owner, tie_id=tie.id, key="unsaid", now=now)
    at = now.isoformat()
    assert privacy.export(tie.owner_id)["thanks_sent"] == [{"name": "Mia M.", "words": WORDS, "sent_at": at}]
    assert privacy.export(mate.id)["thanks_received"] == [
        {"from_whom": "Odd Owner", "thanks": WORDS, "sent_at": at, "seen_at": None}
    ]
    privacy.erase(mate.id, now)
    assert not Thanks.objects.exists()


class TestPages:
    def test_the_owner_writes_it_from_the_page_of_the_tie(self, tie: Tie, mate: Person, sign_in: SignIn) -> None:
        browser = sign_in(tie.owner)
        assert "Thank Mia M." in text_of(browser.get(to("circle-tie", tie.id)))
        page = browser.get(to("circle-tie-thank", tie.id) + "?for=reach-out:1").content.decode()
        assert 'name="key" value="reach-out:1"' in page
        answer = browser.post(to("circle-tie-thank", tie.id), {"words": WORDS, "key": "reach-out:1"}, follow=True)
        assert answer.redirect_chain == [(to("circle-tie", tie.id), 303)]
        assert Thanks.objects.get().key == "reach-out:1"
        assert browser.post(to("circle-tie-thank", tie.id), {"words": "", "key": "two"}).status_code == 422

    def test_the_supporter_reads_it_on_both_pages_until_it_is_put_away(
        self, tie: Tie, mate: Person, stranger: Person, now: datetime, sign_in: SignIn
    ) -> None:
        row = thank(tie, now)
        browser = sign_in(mate)
        for name in ("today", "supporting"):
            page = text_of(browser.get(to(name)))
            assert "Odd Owner thanks you" in page
            assert WORDS in page
        assert sign_in(stranger).post(to("supporting-thanks-seen", row.id)).status_code == 404
        assert browser.post(to("supporting-thanks-seen", row.id)).status_code == 303
        assert WORDS not in text_of(browser.get(to("supporting")))

    def test_a_contact_reads_it_behind_their_link_and_gets_no_mail_for_it(
        self, owner: Person, contact: Supporter, now: datetime, sign_in: SignIn, mail: None
    ) -> None:
        mailed = Delivery.objects.count()
        row = thank(contact.ties.get(), now)
        assert Delivery.objects.count() == mailed
        token, browser = contact_token(contact), sign_in(None)
        assert WORDS in text_of(browser.get(to("with", token)))
        assert browser.post(to("with-thanks-seen", token, row.id)).status_code == 303
        assert WORDS not in text_of(browser.get(links.contact_path(contact.id)))

    def test_another_supporter_and_the_owners_own_pages_show_none_of_it(
        self, tie: Tie, stranger: Person, accepted: Callable[..., Tie], now: datetime, sign_in: SignIn
    ) -> None:
        accepted(stranger, "Another")
        thank(tie, now)
        for person in (stranger, tie.owner):
            for name in ("today", "supporting", "circle"):
                assert "CANARY" not in text_of(sign_in(person).get(to(name)))
