"""The answers of a round are loaded in one go or in several, at one address."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pyarrow import parquet

from meter.fieldwork.responses import save_answers, submit_response
from meter.fieldwork.rounds import find_round

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.webapp.desk import Desk


@pytest.fixture
def address(desk: Desk) -> str:
    """A round of which one unit has submitted: where its answers are."""
    desk.open()
    submit(desk, "=Marenda", 20.0)
    return "/organise/seoul/answers.csv"


def load(desk: Desk, place: str, **headers: str) -> TestResponse:
    """Load a file, to its end."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return desk.client.get(place, headers=sent, buffered=True)


def submit(desk: Desk, name: str, share: float) -> None:
    asked = find_round(desk.store, "seoul")
    assert asked is not None
    _unit, response, _token = desk.invite(asked, name)
    save_answers(desk.store, response, {"law_share": share}, {}, "Ana", desk.clock())
    submit_response(desk.store, response, "Ana", desk.clock())


def test_the_answers_that_count_are_saved_as_a_file(desk: Desk, address: str) -> None:
    assert f'href="{address}"' in desk.get("/organise/seoul/").text

    led = desk.get(address)
    reply = load(desk, led.location)

    assert (led.status_code, reply.status_code) == (303, 200)
    assert reply.mimetype == "text/csv"
    assert "seoul-answers.csv" in reply.headers["Content-Disposition"]
    assert reply.data.startswith(b"\xef\xbb\xbfunit,")
    assert "'=Marenda," in reply.text


def test_parquet_holds_the_same(desk: Desk, address: str) -> None:
    led = desk.get(address.replace("csv", "parquet"))

    table = parquet.read_table(io.BytesIO(load(desk, led.location).data))

    assert table.column("unit").to_pylist() == ["=Marenda"]
    assert table.column("law_share").to_pylist() == ["20"]


def test_a_download_goes_on_where_it_broke_off_though_others_submit(
    desk: Desk, address: str
) -> None:
    place = desk.get(address).location
    whole = load(desk, place)
    mark = whole.headers["ETag"]
    submit(desk, "Suva", 30.0)

    rest = load(desk, place, Range="bytes=10-", If_Range=mark)

    assert whole.headers["Accept-Ranges"] == "bytes"
    assert (rest.status_code, rest.data) == (206, whole.data[10:])
    size = len(whole.data)
    assert rest.headers["Content-Range"] == f"bytes 10-{size - 1}/{size}"
    # A new download is of what counts now, and a former mark gives all of it.
    later = desk.get(address).location
    assert later != place
    fresh = load(desk, later, Range="bytes=10-", If_Range=mark)
    assert fresh.status_code == 200
    assert "Suva" in fresh.text


def test_who_has_the_file_loads_nothing(desk: Desk, address: str) -> None:
    place = desk.get(address).location
    mark = load(desk, place).headers["ETag"]

    reply = load(desk, place, If_None_Match=mark)

    assert (reply.status_code, reply.data) == (304, b"")


def test_a_state_that_is_gone_leads_to_that_of_now(desk: Desk, address: str) -> None:
    led = desk.get(f"{address}?state=0123456789abcdef")

    assert led.location == desk.get(address).location


def test_a_round_of_others_has_no_answers(desk: Desk) -> None:
    desk.draft("theirs", owner_id=desk.other.id)

    assert desk.get("/organise/theirs/answers.csv").status_code == 404
