"""The form of a meeting asks for what a meeting of the chosen kind has, and for nothing else."""

from django.contrib.staticfiles import finders
from playwright.sync_api import Page, expect

from alongside.meetings.organise_forms import MeetingForm
from tests.browser.conftest import OpenBrowser

ASKED = ("day", "nth", "on_date", "street", "city", "conference_url")


def asked(page: Page) -> list[str]:
    return [name for name in ASKED if page.locator(f"[name={name}]").first.is_visible()]


def test_only_what_is_of_the_chosen_kind_is_asked_for(open_browser: OpenBrowser) -> None:
    page = open_browser().new_page()
    page.set_content(f"<form>{MeetingForm(initial={'rhythm': 'weekly', 'attendance': 'online'})}</form>")
    page.add_style_tag(path=finders.find("meetings/meeting_form.css"))
    assert asked(page) == ["day", "city", "conference_url"]
    page.locator("[name=rhythm][value=monthly]").check()
    assert asked(page) == ["day", "nth", "city", "conference_url"]
    page.locator("[name=rhythm][value=once]").check()
    page.locator("[name=attendance][value=hybrid]").check()
    assert asked(page) == ["on_date", "street", "city", "conference_url"]
    page.locator("[name=on_date]").evaluate("field => field.setAttribute('aria-invalid', 'true')")
    page.locator("[name=rhythm][value=weekly]").check()
    expect(page.locator("[name=on_date]")).to_be_visible()  # what is wrong is seen
