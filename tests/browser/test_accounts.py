"""Joining, passkeys and second steps in a real browser: what its scripts do, and that the pages' policy lets them."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import PASSPHRASE, Instance, OpenBrowser, fresh_alias, join

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def listen(page: Page) -> list[str]:
    """Collect what the browser complains about, such as a script that the page's policy forbids."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    return told


def with_device(context: BrowserContext, page: Page) -> None:
    """Give the browser a device that makes passkeys, and says yes to everything."""
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def at_localhost(instance: Instance) -> str:
    """Return the instance's address by name: a passkey belongs to a host name, never to a bare address."""
    return f"http://localhost:{urlsplit(instance.url).port}"


def test_joining_proposes_the_browsers_zone_and_hands_out_codes(open_browser: OpenBrowser) -> None:
    context = open_browser(timezone_id="Asia/Calcutta", permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    told = listen(page)
    page.goto("/join/")
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Calcutta")
    expect(page.get_by_label("Time zone")).to_be_hidden()
    page.get_by_label("Alias").fill(fresh_alias("Zoe Madeup"))
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Join").click()
    page.wait_for_url("**/account/recovery-codes/")
    codes = page.locator("#codes code").all_text_contents()
    assert len(codes) == 10
    page.get_by_role("button", name="Copy the codes").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "\n".join(codes)
    page.get_by_role("button", name="I have kept them").click()
    page.goto("/account/profile/")
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Calcutta")
    assert told == []


def sign_out(page: Page) -> None:
    """Sign out, and wait until that is done: what this device kept goes first."""
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_a_passkey_signs_in_and_confirms(open_browser: OpenBrowser, instance: Instance) -> None:
    context = open_browser(base_url=at_localhost(instance))
    page = context.new_page()
    told = listen(page)
    with_device(context, page)
    alias = fresh_alias("Pia Madeup")
    join(page, alias)
    page.goto("/account/second-step/passkeys/add/")
    page.get_by_label("Your passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name").fill("My made-up phone")
    page.get_by_label("Sign in with this passkey alone").check()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("My made-up phone").first).to_be_visible()
    page.goto("/account/")
    sign_out(page)

    page.goto("/sign-in/?next=/account/export/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/account/confirm/**")
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/account/export/")
    expect(page.get_by_role("button", name="Download my data")).to_be_visible()

    page.goto("/account/")
    sign_out(page)
    page.goto("/sign-in/")
    page.get_by_label("Alias").fill(alias.upper())
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{at_localhost(instance)}/")
    page.goto("/account/profile/")
    expect(page.get_by_label("Alias")).to_have_value(alias)
    assert told == []


def test_a_device_without_the_passkey_gets_a_sentence(open_browser: OpenBrowser, instance: Instance) -> None:
    context = open_browser(base_url=at_localhost(instance))
    page = context.new_page()
    told = listen(page)
    with_device(context, page)
    page.goto("/sign-in/")
    expect(page.get_by_text("Your device did not finish")).to_be_hidden()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("Your device did not finish")).to_be_visible()
    assert told == []


def test_everything_but_passkeys_works_without_scripts(open_browser: OpenBrowser) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    alias = fresh_alias("Noe Madeup")
    join(page, alias)
    page.goto("/account/profile/")
    page.get_by_label("Time zone").select_option("America/Lima")
    page.get_by_role("button", name="Keep").click()
    page.goto("/account/profile/")
    expect(page.get_by_label("Time zone")).to_have_value("America/Lima")
    page.goto("/account/second-step/passkeys/add/")
    page.get_by_label("Your passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("Passkeys need JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Add a passkey")).to_be_hidden()
    page.goto("/account/erase/")
    page.get_by_label("Your alias").fill(alias)
    page.get_by_role("button", name="Erase everything now").click()
    page.goto("/account/")
    assert urlsplit(page.url).path == "/sign-in/"


def test_a_passphrase_can_be_looked_at_while_it_is_typed(open_browser: OpenBrowser) -> None:
    page = open_browser().new_page()
    page.goto("/join/")
    field = page.get_by_label("Passphrase", exact=False).first
    field.fill(PASSPHRASE)
    show = page.get_by_role("button", name="Show what I type")
    expect(show).to_have_attribute("aria-pressed", "false")
    expect(field).to_have_attribute("type", "password")
    show.click()
    expect(show).to_have_attribute("aria-pressed", "true")
    expect(field).to_have_attribute("type", "text")
    expect(field).to_have_value(PASSPHRASE)
    show.click()
    expect(field).to_have_attribute("type", "password")


def test_without_scripts_there_is_no_button_that_does_nothing(open_browser: OpenBrowser) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    page.goto("/sign-in/")
    assert page.locator("[data-show]").is_hidden()
    assert page.get_by_label("Passphrase").get_attribute("type") == "password"


def test_what_was_shown_is_sent_as_a_passphrase(open_browser: OpenBrowser) -> None:
    page = open_browser().new_page()
    page.goto("/sign-in/")
    page.evaluate("document.addEventListener('submit', event => event.preventDefault())")
    page.get_by_label("Alias").fill("Ada Madeup")
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Show what I type").click()
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_label("Passphrase")).to_have_attribute("type", "password")
