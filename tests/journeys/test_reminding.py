"""An organiser invites by mail and reminds; the city reads both in its language."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from inspection import look_over
from instruments import load_instrument
from live_site import LiveSite
from mail_server import HOST, MailServer, read_text, serving
from meter.fieldwork.accounts import add_account, hash_password
from meter.fieldwork.rounds import draft_round, open_round
from webapp.current import utc_now

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from chromium import Chromium

EMAIL, PASSWORD = "facilitator@city.example", "a long enough password"
ROUND = "/organise/autumn/"
PHONE = {"width": 320, "height": 640}
LAPTOP = {"width": 1280, "height": 800}


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with serving() as server:
        yield server


@pytest.fixture
def site(tmp_path: Path, mail: MailServer) -> Iterator[LiveSite]:
    """Yield a site that sends mails, with a round that ends in five days."""
    with LiveSite.started(tmp_path) as site:
        site.mail_by(
            smtp_host=HOST, smtp_port=mail.port, smtp_sender="meter@city.example"
        )
        past = utc_now() - timedelta(days=10)
        hashed = hash_password(PASSWORD)
        owner = add_account(
            site.store, EMAIL, "Facilitator", past, password_hash=hashed
        )
        drafted = draft_round(
            site.store,
            owner.id,
            "autumn",
            "Autumn of cities",
            load_instrument("egdi"),
            at=past,
            closes_at=utc_now() + timedelta(days=5),
            grace_days=3,
        )
        open_round(site.store, drafted.id, past)
        yield site


def run_timer(site: LiveSite, mail: MailServer) -> str:
    """Run the command as a timer does: a process of its own."""
    settings = site.app.extensions["meter"].settings
    known = {
        "DATA": settings.data,
        "BASE_URL": site.url,
        "SMTP_HOST": HOST,
        "SMTP_PORT": mail.port,
        "SMTP_SECURITY": "none",
        "SMTP_SENDER": settings.smtp_sender,
    }
    around = {f"METER_{name}": str(value) for name, value in known.items()}
    ran = subprocess.run(
        [sys.executable, "-m", "meter", "remind"],
        env={**os.environ, **around},
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout


def sign_in(page: Page) -> None:
    page.goto(ROUND)
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Autumn of cities")


def invite_by_mail(page: Page) -> None:
    page.get_by_label("Name of the unit").fill("Marut")
    page.get_by_label("Person to invite").fill("Amal")
    page.get_by_label("E-mail address").fill("amal@city.example")
    page.get_by_label("Language they read").select_option("ar")
    page.get_by_label("Send the link by e-mail, too").check()
    page.get_by_role("button", name="Invite and show the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The link is sent")


def come_in(page: Page, letter: str, site: LiveSite) -> None:
    """Open the link of a mail; nothing has been chosen, so it is in Arabic."""
    found = re.search(rf"{site.url}/join/[\w-]+", letter)
    assert found is not None
    page.goto(found[0])
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.locator("main form button").click()
    expect(page.locator("#digest")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "ar")


def look(page: Page, language: str, direction: str) -> None:
    """Look a page over on a laptop and on a phone."""
    for size in (PHONE, LAPTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert look_over(page, language, direction) == []


def test_a_city_is_invited_and_reminded_by_mail_in_its_language(
    browser: Chromium, site: LiveSite, mail: MailServer
) -> None:
    organiser, city = (
        browser.new_context(base_url=site.url, locale="en").new_page() for _ in "ab"
    )
    sign_in(organiser)
    invite_by_mail(organiser)
    look(organiser, "en", "ltr")
    come_in(city, read_text(mail.taken[0]), site)
    look(city, "ar", "rtl")

    organiser.goto(ROUND)
    look(organiser, "en", "ltr")
    organiser.get_by_role("button", name="Remind 1 person").click()
    mails = organiser.locator("#mailings")
    mails.locator("summary").click()
    expect(mails).to_contain_text("Waits to be sent")
    assert run_timer(site, mail) == "sent\tautumn\trequest\tamal@city.example\n"
    assert run_timer(site, mail) == ""
    organiser.reload()
    mails.locator("summary").click()
    row = mails.get_by_role("row", name="Reminder at your request")
    expect(row.locator(".state")).to_have_text("Sent")
    look(organiser, "en", "ltr")

    reminder = mail.taken[1]
    assert reminder["Content-Language"] == "ar"
    found = re.search(rf"^{site.url}/answer/\d+/$", read_text(reminder), re.MULTILINE)
    assert found is not None
    city.goto(found[0])
    expect(city.locator("h1")).to_have_text("Marut")
    with city.expect_download() as loading:
        city.locator('a[href$="deadline.ics"]').click()
    assert loading.value.suggested_filename == "deadline.ics"
    for page in (organiser, city):
        page.context.close()
