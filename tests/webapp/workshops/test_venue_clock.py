"""The deadline of a workshop's round is told by the clock of its place, everywhere."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from meter.storage.repository.rounds import update_round
from tests.webapp.workshops.reading import read
from webapp.workshops.forms import find_end

if TYPE_CHECKING:
    from tests.webapp.workshops.meeting import Meeting

TOLD = "the end of 14 December 2026 (Asia/Seoul time)"


@pytest.fixture(autouse=True)
def _last_day(meeting: Meeting) -> None:
    values = {"closes_at": find_end(dt.date(2026, 12, 14), "Asia/Seoul")}
    meeting.desk.store.write(
        lambda connection: update_round(connection, meeting.measured.id, values)
    )


def test_a_city_is_told_on_its_invitation(meeting: Meeting) -> None:
    token = meeting.links["Marenda"][0].token

    page = meeting.desk.app.test_client().get(f"/join/{token}?lang=en")

    assert f"Answers are taken until {TOLD}." in read(page.text)


@pytest.mark.parametrize(
    "path", ["/workshops/seoul/", "/organise/", "/organise/measured/"]
)
def test_the_organiser_is_told_on_every_page_of_the_round(
    meeting: Meeting, path: str
) -> None:
    assert TOLD in read(meeting.desk.get(path).text)
