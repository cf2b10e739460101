"""A message that seems to hold a phone number is asked about; what the other writes meanwhile takes nothing away."""

import subprocess
import sys

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Instance, OpenBrowser, fresh_alias, join

WRITE_TO_EACH_OTHER = """
import sys, django; django.setup()
from alongside.accounts.models import Person
from alongside.groups.models import Membership
from alongside.kernel.clock import current_time
from alongside.messaging import services
from tests.browser.moderating import MEMBERS, made
made(sys.argv[1:])
one, other = (Person.objects.get(alias=alias) for alias in sys.argv[-2:])
whom, now = Membership.objects.get(person=other, alias=MEMBERS[1]), current_time()
line = services.Line("Good evening.", "first")
talk = services.write_first(actor=one, origin="group", source=whom.id, line=line, now=now).conversation_id
services.accept(actor=other, conversation_id=talk, now=now)
print(f"/messages/{talk}/")
"""
NUMBER = "Ring me: 07700 900123"


def test_a_number_is_asked_about_and_stays_typed_whatever_the_other_writes_meanwhile(
    open_browser: OpenBrowser, instance: Instance
) -> None:
    aliases = [fresh_alias(name) for name in ("Rosa Madeup", "Kim Madeup", "Will Madeup", "Una Madeup")]
    pages = [open_browser(viewport=PHONE).new_page() for _ in aliases]
    for page, alias in zip(pages, aliases, strict=True):
        join(page, alias)
    command = [sys.executable, "-c", WRITE_TO_EACH_OTHER, *aliases]
    done = subprocess.run(command, env=instance.variables, check=True, capture_output=True, text=True)
    one, other = pages[2:]
    for page in (one, other):
        page.goto(done.stdout.strip())
    one.get_by_label("Your message").fill(NUMBER)
    one.get_by_role("button", name="Send", exact=True).click()
    asked = one.get_by_text("This looks like a phone number: 07700 900123.")
    expect(asked).to_be_visible()
    other.get_by_label("Your message").fill("Do you have a number?")
    other.get_by_role("button", name="Send", exact=True).click()
    expect(one.get_by_text("Do you have a number?")).to_be_visible()
    expect(asked).to_be_visible()
    expect(one.get_by_label("Your message")).to_have_value(NUMBER)
    assert one.evaluate("document.documentElement.scrollWidth <= innerWidth")
    one.get_by_role("button", name="Send it as it is").click()
    expect(other.locator(".line").get_by_text(NUMBER)).to_be_visible()
