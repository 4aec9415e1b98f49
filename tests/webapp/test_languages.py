from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from webapp.languages import (
    current_language,
    gettext,
    language_query,
    list_languages,
    ngettext,
    speaking,
)

if TYPE_CHECKING:
    from flask import Flask


def read(app: Flask, path: str = "/", **headers: str) -> str:
    """Give the opening tag of a page."""
    reply = app.test_client().get(path, headers=headers)
    return reply.text.split("\n")[1]


def test_the_interface_speaks_the_languages_of_the_un_and_korean() -> None:
    found = {one.code: one.direction for one in list_languages().values()}

    assert list(found) == ["en", "ar", "es", "fr", "ko", "ru", "zh"]
    assert [code for code, direction in found.items() if direction == "rtl"] == ["ar"]


@pytest.mark.parametrize(
    ("accepted", "tag"),
    [
        ("", '<html lang="en" dir="ltr">'),
        ("fr-CA, en;q=0.5", '<html lang="fr" dir="ltr">'),
        ("fr;q=0, ar;q=0.1", '<html lang="ar" dir="rtl">'),
        ("ar-EG", '<html lang="ar" dir="rtl">'),
        ("ko, ja", '<html lang="ko" dir="ltr">'),
        ("zh-Hans-CN", '<html lang="zh" dir="ltr">'),
        ("ja, sw", '<html lang="en" dir="ltr">'),
        ("x" * 100_000, '<html lang="en" dir="ltr">'),
        (";;q=,,", '<html lang="en" dir="ltr">'),
    ],
)
def test_a_page_is_in_the_language_that_the_browser_asks_for(
    app: Flask, accepted: str, tag: str
) -> None:
    assert read(app, **{"Accept-Language": accepted}) == tag


def test_the_address_wins_and_is_remembered(app: Flask) -> None:
    client = app.test_client()

    asked = client.get("/?lang=ar", headers={"Accept-Language": "fr"})
    later = client.get("/", headers={"Accept-Language": "fr"})

    assert 'lang="ar" dir="rtl"' in asked.text
    assert 'lang="ar" dir="rtl"' in later.text


@pytest.mark.parametrize("asked", ["xx", "", "../../etc", "en'"])
def test_a_language_that_is_not_there_is_passed_over(app: Flask, asked: str) -> None:
    reply = app.test_client().get("/", query_string={"lang": asked})

    assert 'lang="en"' in reply.text
    assert "Set-Cookie" not in reply.headers


def test_the_switch_keeps_the_rest_of_the_address(app: Flask) -> None:
    with app.test_request_context("/?units=1&units=2&lang=fr"):
        assert language_query("ar") == "units=1&units=2&lang=ar"


def test_every_page_offers_every_language(app: Flask) -> None:
    page = app.test_client().get("/nowhere").text

    assert 'href="?lang=fr" lang="fr"' in page
    assert 'href="?lang=ar" lang="ar" dir="rtl"' in page
    assert '<span lang="en" dir="ltr" aria-current="true">' in page


def test_sentences_are_turned_outside_of_requests_into_the_source_language() -> None:
    assert gettext("Not applicable") == "Not applicable"
    assert ngettext("%(num)s day", "%(num)s days", 2) == "%(num)s days"


def test_where_there_is_no_request_a_language_is_spoken_for_a_while() -> None:
    with speaking("fr"):
        assert current_language().code == "fr"
        with speaking("nothing"):
            assert current_language().code == "en"
    assert current_language().code == "en"
