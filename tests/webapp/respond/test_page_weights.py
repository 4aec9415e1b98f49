"""On a poor line: a section weighs at most 40 KB the first time, then 12 KB."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

import pytest

from filling import choose_answers
from instruments import load_instrument
from meter.fieldwork import invitations, responses, rounds
from tests.webapp.city import enter
from webapp.languages import list_languages

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.webapp.city import City

FIRST_LOAD_BYTES, LATER_LOAD_BYTES = 40 * 1024, 12 * 1024
FILE = re.compile(r"/static/[a-z]+\.[0-9a-f]{12}\.[a-z]+")
METER = load_instrument("meter")
"""The largest questionnaire of the library."""


@pytest.fixture
def base(city: City) -> str:
    """Let Amal answer the largest questionnaire in a second round."""
    store, at, owner = city.store, city.clock(), city.round.owner_id
    drafted = rounds.draft_round(store, owner, "big", "Big", METER, at=at)
    rounds.open_round(store, drafted.id, at)
    former = invitations.find_invitation_by_token(store, city.tokens[0])
    assert former is not None
    sent, token = invitations.invite(
        store, drafted.id, former.unit_id, "Amal", "amal@example.org", at
    )
    given = choose_answers(METER)
    responses.save_answers(store, sent.response_id, given, {}, "A colleague", at)
    city.amal = enter(city.app, token)
    return f"/answer/{sent.response_id}/"


def fetch(client: FlaskClient, address: str) -> bytes:
    """Fetch what a browser fetches that reads gzip; give it as it is sent."""
    reply = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert reply.status_code == 200, address
    return bytes(reply.data)


def list_files(page: bytes) -> set[str]:
    """Name the files that a page or a script names."""
    return set(FILE.findall(gzip.decompress(page).decode()))


@pytest.mark.parametrize("language", list(list_languages()))
def test_a_section_is_light_on_the_line(city: City, base: str, language: str) -> None:
    fetch(city.amal, f"{base}?lang={language}")

    for section in METER.sections:
        page = fetch(city.amal, f"{base}sections/{section.key}")
        news = fetch(city.amal, f"{base}sections/{section.key}/now")
        files = list_files(page)
        # The worker fetches what other pages need as well, to open them without a line.
        (worker,) = (one for one in files if "/worker." in one)
        files |= list_files(fetch(city.amal, worker))
        once = sum(len(fetch(city.amal, one)) for one in files)

        assert len(files) > 10
        assert len(page) <= LATER_LOAD_BYTES, section.key
        assert once + len(page) + len(news) <= FIRST_LOAD_BYTES, section.key
