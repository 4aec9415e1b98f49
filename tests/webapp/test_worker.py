"""The service worker: served from our files, for the answers alone, by version."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from webapp.assets import FOLDER, load_assets
from webapp.worker import PAGE_FILES, PARTS, write_worker

if TYPE_CHECKING:
    from flask import Flask

    from tests.webapp.city import City

ADDRESS = re.compile(r"/static/[a-z]+\.[0-9a-f]{12}\.[a-z]+")
WORKER = re.compile(r'data-worker="([^"]+)"')
IN_PAGE = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def find_worker(city: City) -> str:
    found = WORKER.search(city.get().text)
    assert found is not None
    return found[1]


def test_the_worker_may_serve_the_answers_and_nothing_else(city: City) -> None:
    reply = city.amal.get(find_worker(city))

    assert reply.mimetype == "text/javascript"
    assert reply.headers["Service-Worker-Allowed"] == "/answer/"


def test_no_other_file_may_be_a_worker_beyond_its_folder(app: Flask) -> None:
    client = app.test_client()
    names = set(app.extensions["meter_assets"]) - {app.extensions["meter_worker"]}

    replies = [client.get(f"/static/{name}") for name in names]

    assert {reply.status_code for reply in replies} == {200}
    assert not any("Service-Worker-Allowed" in reply.headers for reply in replies)


def test_the_worker_keeps_files_that_are_there(city: City) -> None:
    script = city.amal.get(find_worker(city)).text

    named = ADDRESS.findall(script)
    assert len(named) == len(PAGE_FILES) + len(PARTS)
    assert {city.amal.get(one).status_code for one in named} == {200}


@pytest.mark.parametrize("rest", ["", "sections/first", "sections/second"])
def test_a_copy_of_a_page_finds_all_its_files(city: City, rest: str) -> None:
    kept = ADDRESS.findall(city.amal.get(find_worker(city)).text)

    named = IN_PAGE.findall(city.get(rest).text)

    assert named
    assert set(named) <= set(kept)


def test_the_worker_is_another_one_whenever_a_file_is() -> None:
    addresses = {
        name: f"/static/{part.name}" for name, part in load_assets(FOLDER).items()
    }

    before = write_worker(addresses, b"")

    for name in PAGE_FILES:
        assert write_worker({**addresses, name: "/static/new"}, b"") != before
