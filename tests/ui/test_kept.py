"""What of a page is drawn once for everybody, and that nothing of one person comes to another by it."""

import re

from django.template import Context, Template
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.groups.threads.forms import ReplyForm
from alongside.ui.kept import kept, kept_form
from tests.conftest import MakePerson

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w{64})"')
TAG = re.compile(r'data-kept-for="(\w*)"')


def browser_of(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def test_people_who_look_by_turns_get_their_own_language_look_place_and_token(make_person: MakePerson) -> None:
    one = browser_of(make_person("Ada Madeup", locale="en"))
    other, stranger = browser_of(make_person("Tom Madeup", locale="es")), Client()
    one.post("/look/", {"look": "dark", "next": "/"})
    seen: dict[str, set[str]] = {"one": set(), "other": set(), "stranger": set()}
    for _turn in range(2):
        mine = one.get("/circle/add/").content.decode()
        theirs = other.get("/meetings/").content.decode()
        nobodys = stranger.get("/crisis-lines/").content.decode()
        assert 'lang="en"' in mine[:100]
        assert '<a href="/circle/" aria-current="true">' in mine
        assert 'value="dark" aria-pressed="true"' in " ".join(mine.split())
        assert 'name="next" value="/circle/add/"' in mine
        assert 'lang="es"' in theirs[:100]
        assert '<a href="/meetings/" aria-current="true">' in theirs
        assert 'value="" aria-pressed="true"' in " ".join(theirs.split())
        assert 'name="next" value="/meetings/"' in theirs
        assert '<nav class="places"' not in nobodys
        assert TAG.findall(nobodys) == [""]
        for name, html in (("one", mine), ("other", theirs), ("stranger", nobodys)):
            assert "\ue030" not in html
            assert "\ue031" not in html
            seen[name] |= {*TOKEN.findall(html), *filter(None, TAG.findall(html))}
    assert all(seen.values())
    assert seen["one"] & seen["other"] == seen["one"] & seen["stranger"] == seen["other"] & seen["stranger"] == set()


def test_a_piece_sees_the_values_it_is_named_with_and_nothing_of_the_page() -> None:
    page = Template('{% load ui %}{% kept "ui/frame/masthead.html" instance_name="Lamp Street" %}')
    html = page.render(Context({"every_country": True, "request": "a request"}))
    assert "Lamp Street" in html
    assert 'href="/crisis-lines/"' in html


def test_what_a_person_wrote_is_no_markup_in_a_piece() -> None:
    assert "&lt;b&gt;" in kept("ui/frame/masthead.html", instance_name="<b>")


def test_a_piece_is_drawn_for_each_language_and_anew_after_a_setting_changed(settings: Settings) -> None:
    assert "Leave quickly" in kept("ui/frame/masthead.html")
    with translation.override("es"):
        assert "Leave quickly" not in kept("ui/frame/masthead.html")
    assert 'value="es"' in kept("ui/frame/colophon.html", look="")
    settings.LANGUAGES = [("en", "English")]
    assert 'value="es"' not in kept("ui/frame/colophon.html", look="")


def test_a_form_in_which_nothing_is_filled_in_is_drawn_once_for_each_language() -> None:
    english = kept_form(ReplyForm)
    assert english == str(ReplyForm()) + "\n"
    assert kept_form(ReplyForm) is english
    with translation.override("es"):
        assert kept_form(ReplyForm) == str(ReplyForm()) + "\n"
        assert kept_form(ReplyForm) != english
