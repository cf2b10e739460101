"""What a moderator hides where it stands is a decision as any other: with its reason, another look and its number."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from alongside.groups import services
from alongside.groups.models import ChatLine, ChatRoom, EventGuest, EventLine, Membership
from alongside.kernel.errors import Conflict, NotAllowed, NotFound
from alongside.safety import services as safety
from alongside.safety.details import Telling
from alongside.safety.models import Case, Decision
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.groups.conftest import Join, Three
from tests.groups.stage_of import ask, company, plan
from tests.groups.test_chat import Say, chat, say
from tests.groups.test_stage_questions import Evening, evening

__all__ = ["ask", "chat", "company", "evening", "plan", "say"]
pytestmark = pytest.mark.django_db
WHY = "It names somebody."


def test_moderators_do_not_judge_each_other_nor_what_they_asked_others_to_look_at(
    chat: ChatRoom, say: Say, brought_in: Join, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    brought_in(chat.group, mate)
    moderator = brought_in(chat.group, stranger, "Birch Test")
    Membership.objects.filter(id=moderator.id).update(role="moderator")
    of_host, of_member = say(chat, owner, "By the host"), say(chat, mate, "By a member")
    known = {"slug": chat.group.slug, "room_id": chat.id, "reason": WHY, "now": now}
    with pytest.raises(NotAllowed, match="others decide about it"):
        services.hide_line(actor=stranger, line_id=of_host.id, **known)
    telling = Telling("spam", chosen=frozenset({of_member.id}))
    safety.report(actor=stranger, kind="chat-line", subject=of_member.id, telling=telling, now=now)
    with pytest.raises(Conflict, match="You asked others to look at this"):
        services.hide_line(actor=stranger, line_id=of_member.id, **known)
    assert not ChatLine.objects.exclude(hidden_at=None).exists()
    assert not Decision.objects.exists()
    services.hide_line(actor=owner, line_id=of_member.id, **known)
    case = Case.objects.get()
    assert (case.state, case.claimed_by) == ("open", owner), "who reported it hears of it once it is looked at"


def test_what_was_said_on_a_stage_is_hidden_with_a_reason_and_comes_back(
    evening: Evening, sign_in: SignIn, now: datetime
) -> None:
    guest = Membership.objects.get(group=evening.event.group, person=evening.mate)
    EventGuest.objects.create(created_at=now, event=evening.event, membership=guest, said="yes")
    line = services.say_line(actor=evening.mate, **evening.place, words="Words of a guest", now=evening.now)
    path = to("group-event-line-hide", evening.event.group.slug, evening.event.id, line.id)
    assert sign_in(evening.other).get(path).status_code in (403, 404)
    host, speaker = sign_in(evening.owner), sign_in(evening.mate)
    assert speaker.get(path).status_code in (403, 404)
    refused = host.post(path, {"reason": " "})
    assert refused.status_code == 422
    assert "The line is hidden" in text_of(host.post(path, {"reason": WHY}, follow=True))
    assert EventLine.objects.get().hidden_at is not None
    row = Decision.objects.get()
    assert WHY in text_of(speaker.get(reverse("decision", args=[row.id])))
    own = services.say_line(actor=evening.owner, **evening.place, words="By the host", now=evening.now)
    with pytest.raises(NotAllowed):
        services.hide_said(actor=evening.owner, **evening.place, line_id=own.id, reason=WHY, now=evening.now)
    with pytest.raises(NotFound):
        services.hide_said(actor=evening.owner, **evening.place, line_id=uuid4(), reason=WHY, now=evening.now)
    safety.lift(actor=evening.owner, case_id=row.case_id, decision_id=row.id, now=evening.now)
    assert EventLine.objects.get(id=line.id).hidden_at is None
