"""Posts that are filled into a shape look as the template would draw each of them, whatever stands in them."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.enums import GroupRole
from alongside.groups.models import Membership, Post
from alongside.groups.policies import access_standing
from alongside.groups.threads.page import Quote, ThreadView, own_part_of, thread_view
from alongside.groups.threads.post_rows import BLANKS, TEMPLATE, _skeleton, drawn_posts
from alongside.ui.templatetags.ui import when
from tests.groups.conftest import Begin, Join, Open, Write

pytestmark = pytest.mark.django_db
ODD = "\ue010\ue011\ue012 \ue021 blank-slug-zz 3987002 & <b>\"'"


@pytest.fixture
def view(
    begin: Begin, join: Join, open_thread: Open, write: Write, owner: Person, *, mate: Person, now: datetime
) -> ThreadView:
    """A thread with a post of every shape, as the mate sees it."""
    group = begin()
    join(group, mate)
    thread = open_thread(group, note=ODD)
    first = thread.posts.get()
    where = {"slug": group.slug, "thread_id": thread.id}
    answer = write(thread, mate, f"I am {ODD}", answers=first)
    plain = write(thread, owner, f"Once more {ODD}", answers=answer)
    gone = write(thread, owner, "Gone")
    write(thread, mate, "To what is gone", answers=gone)
    services.take_post_back(actor=owner, post_id=gone.id, now=now, **where)
    services.react(actor=mate, post_id=plain.id, kind="me_too", now=now, **where)
    services.react(actor=owner, post_id=answer.id, kind="with_you", now=now, **where)
    Post.objects.filter(id=plain.id).update(edited_at=now, created_at=now - timedelta(days=3))
    Membership.objects.filter(person=owner).update(alias=ODD)
    Membership.objects.filter(person=mate).update(role=GroupRole.GREETER)
    standing = access_standing(mate, group.slug)
    view = thread_view(standing, thread, own_part_of(standing, thread).reading, start=1)
    quoted = Quote(1, "", "", "", is_unheard=True)
    folded = [view.posts[0]._replace(is_folded=True), view.posts[1]._replace(quote=quoted, is_heavy=True)]
    return replace(view, posts=[*view.posts, *folded])


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("is_writable", [True, False])
def test_a_post_looks_as_the_template_draws_it(
    view: ThreadView, begin: Begin, language: str, *, is_writable: bool
) -> None:
    group = begin(name="Other")
    with translation.override(language):
        for _ in range(2):
            drawn = drawn_posts(view, group, is_writable=is_writable)
        values = {"view": view, "group": group, "is_writable": is_writable}
        each = [render_to_string(TEMPLATE, {**values, "post": post, "at": when(post.at)}) for post in view.posts]
    assert re.sub(r"\s+", " ", drawn) == re.sub(r"\s+", " ", "".join(each))
    assert len(view.posts) == 7
    assert "<b>" not in drawn


def test_what_somebody_wrote_is_in_no_shape_that_is_kept(view: ThreadView, begin: Begin) -> None:
    """What is kept between pages holds blanks alone, so that it shows nothing of one person to another."""
    group = begin(name="Other")
    drawn_posts(view, group, is_writable=True)
    kept = _skeleton.cache_info().currsize
    assert kept >= 3
    others = replace(view, posts=[post._replace(alias="Somebody else") for post in view.posts])
    drawn = drawn_posts(others, group, is_writable=True)
    assert _skeleton.cache_info().currsize == kept
    assert "Somebody else" in drawn
    assert "Amber Test" not in drawn.replace("<strong><bdi>Amber Test</bdi></strong>", "")
    assert not [one for one in BLANKS if one in drawn and one not in ODD]
