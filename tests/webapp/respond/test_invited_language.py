"""An invitation opens in the language that its holder is known to read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.invitations import find_invitation_by_token, invite
from tests.webapp.city import read_token
from webapp.languages import COOKIE

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.webapp.city import City

LANGUAGE = re.compile(r'<html lang="(\w+)"')
FRENCH = {"Accept-Language": "fr"}


@pytest.fixture
def link(city: City) -> str:
    """Give the link of somebody who reads Arabic."""
    _, token = invite(
        city.store,
        city.round.id,
        1,
        "Cho",
        "cho@example.org",
        city.clock(),
        language="ar",
    )
    return f"/join/{token}"


def read(browser: FlaskClient, path: str) -> str:
    found = LANGUAGE.search(browser.get(path, headers=FRENCH).text)
    assert found is not None
    return found[1]


def come_in(browser: FlaskClient, path: str) -> None:
    proof = read_token(browser.get(path, headers=FRENCH))
    browser.post(path, data={"csrf_token": proof}, headers=FRENCH)


def test_it_goes_before_what_the_browser_asks_for_and_stays(
    city: City, link: str
) -> None:
    browser = city.app.test_client()

    assert read(browser, link) == "ar"
    come_in(browser, link)
    assert read(browser, city.path()) == "ar"


def test_another_device_is_asked_what_it_reads(city: City, link: str) -> None:
    come_in(city.app.test_client(), link)

    assert read(city.app.test_client(), link) == "fr"


def test_what_was_chosen_before_wins(city: City, link: str) -> None:
    browser = city.app.test_client()
    browser.set_cookie(COOKIE, "es")

    assert read(browser, link) == "es"
    come_in(browser, link)
    assert read(browser, city.path()) == "es"


def test_the_address_wins_over_all_and_becomes_the_persons_language(
    city: City, link: str
) -> None:
    browser = city.app.test_client()
    browser.set_cookie(COOKIE, "es")

    assert read(browser, f"{link}?lang=ko") == "ko"
    come_in(browser, link)

    found = find_invitation_by_token(city.store, link.removeprefix("/join/"))
    assert found is not None
    assert found.language == "ko"


def test_without_one_the_browser_is_asked_and_what_it_says_is_kept(city: City) -> None:
    browser = city.app.test_client()
    _, token = invite(
        city.store, city.round.id, 1, "Dee", "dee@example.org", city.clock()
    )

    assert read(browser, f"/join/{token}") == "fr"
    come_in(browser, f"/join/{token}")

    found = find_invitation_by_token(city.store, token)
    assert found is not None
    assert found.language == "fr"
    assert browser.get_cookie(COOKIE) is None
