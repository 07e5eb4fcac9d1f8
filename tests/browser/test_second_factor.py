"""The second factor in the browser: an app's codes, a key, and the pages of both."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.fixtures import Settings

from tests.browser.steps import EMAIL, expect_no_violations, sign_in
from tests.factories import PASSWORD, make_editor, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def key(context: BrowserContext, page: Page) -> Iterator[None]:
    """A passkey that says yes at once, by the protocol of Chromium's own tools."""
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield
    tools.send("WebAuthn.removeVirtualAuthenticator", made)


def code_of(secret: str) -> str:
    return str(totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30)))


def open_account(page: Page) -> None:
    page.goto(reverse("mfa_index"))
    sign_in(page)
    expect(page.get_by_role("heading", name="Second factor", exact=True)).to_be_visible()


def show_password(page: Page) -> None:
    """Again, as whoever changes a second factor is asked to."""
    expect(page.get_by_role("heading", name="Your password, please")).to_be_visible()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.goto(reverse("account_login"))


def expect_accessible(page: Page) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        expect_no_violations(page)


def test_key_is_added_and_opens_the_admin(key: None, page: Page, settings: Settings) -> None:
    settings.REQUIRE_STAFF_MFA = True
    editor = make_editor()
    editor.email = EMAIL
    editor.save()
    page.goto(reverse("admin:index"))
    sign_in(page)
    expect(page.get_by_text("The admin asks for a second factor.")).to_be_visible()
    expect_accessible(page)
    page.get_by_role("link", name="Add a key").click()
    show_password(page)
    page.get_by_label("What you call it").fill("Laptop")
    expect_accessible(page)
    page.get_by_role("button", name="Add a passkey or security key").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    expect_accessible(page)

    page.goto(reverse("mfa_list_webauthn"))
    expect(page.get_by_role("heading", name="Laptop")).to_be_visible()
    expect_accessible(page)
    for name in ("Rename Laptop", "Remove Laptop"):
        page.get_by_role("link", name=name).click()
        expect_accessible(page)
        page.go_back()
    page.goto(reverse("mfa_reauthenticate_webauthn"))
    expect_accessible(page)
    sign_out(page)
    sign_in(page)
    expect(page.get_by_text("The password was right.")).to_be_visible()
    expect(page.get_by_label("A recovery code")).to_be_visible()
    expect_accessible(page)
    page.get_by_role("button", name="Use a passkey or security key").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    page.goto(reverse("admin:index"))
    expect(page.get_by_role("heading", name="Question bank and interviews")).to_be_visible()


def test_key_that_is_not_there_is_said_in_words(key: None, page: Page) -> None:
    make_user(EMAIL)
    open_account(page)
    page.get_by_role("link", name="Add a key").click()
    show_password(page)
    page.evaluate("() => { navigator.credentials.create = () => Promise.reject(new DOMException('no')); }")
    page.get_by_role("button", name="Add a passkey or security key").click()

    expect(page.get_by_text("That didn’t work")).to_be_visible()
    assert not Authenticator.objects.exists()


def test_app_is_set_up_without_javascript(page_without_javascript: Page) -> None:
    page = page_without_javascript
    make_user(EMAIL)
    open_account(page)
    page.get_by_role("link", name="Set up an app").click()
    show_password(page)
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    secret = page.locator("#secret").inner_text()
    page.get_by_label("Authenticator code").fill(code_of(secret))
    page.get_by_role("button", name="Use this app").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()

    sign_out(page)
    cache.clear()  # the code that has just been used is good again
    sign_in(page)
    expect(page.get_by_text("Keys need JavaScript")).to_have_count(0)
    page.get_by_label("Code of your app, or a recovery code").fill(code_of(secret))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()


def test_pages_of_the_app_are_accessible(page: Page) -> None:
    user = make_user(EMAIL)
    open_account(page)
    page.get_by_role("link", name="Set up an app").click()
    show_password(page)
    for name in ("mfa_index", "mfa_activate_totp"):
        page.goto(reverse(name))
        expect_accessible(page)
    totp.TOTP.activate(user, totp.generate_totp_secret())
    pages = (
        "mfa_index mfa_deactivate_totp mfa_generate_recovery_codes mfa_reauthenticate account_reauthenticate"
    )
    for name in pages.split():
        page.goto(reverse(name))
        expect_accessible(page)


def test_app_is_set_up_and_used_by_keyboard_alone(page: Page) -> None:
    make_user(EMAIL)
    open_account(page)
    tab_to(page, "link", "Set up an app")
    page.keyboard.press("Enter")
    tab_to(page, "textbox", "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Set up an app")).to_be_visible()
    secret = page.locator("#secret").inner_text()
    tab_to(page, "textbox", "Authenticator code")
    page.keyboard.type("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_text("That isn’t the code, or it was used before.")).to_be_visible()
    expect(page.locator("#secret")).to_have_text(secret)
    expect_accessible(page)
    tab_to(page, "textbox", "Authenticator code")
    page.keyboard.press("Control+A")
    page.keyboard.type(code_of(secret))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def tab_to(page: Page, role: Any, name: str) -> None:
    wanted = page.get_by_role(role, name=name, exact=True)
    for _ in range(40):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{name} is not reached by Tab")


def test_text_becomes_html_by_the_one_policy_and_never_a_script(
    page: Page, console_errors: list[str]
) -> None:
    page.goto(reverse("account_login"))
    if not page.evaluate("'trustedTypes' in window"):
        pytest.skip("this browser knows no Trusted Types")

    forbidden = (
        "document.createElement('script').src = '/x.js'",
        "trustedTypes.createPolicy('other', {})",
    )
    refused = [
        page.evaluate(f"() => {{ try {{ {code}; return false }} catch (error) {{ return true }} }}")
        for code in forbidden
    ]
    bold = page.evaluate("""() => {
        const made = document.createElement('p');
        made.innerHTML = '<b>bold</b>';
        return made.children.length;
    }""")

    assert (refused, bold) == ([True, True], 1)
    console_errors.clear()
