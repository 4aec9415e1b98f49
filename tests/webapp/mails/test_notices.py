"""Notices count what waits and lead to where it is decided."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pytest

from meter.mailing.notices import ReadyNotice
from meter.records import Account, News, Notice, Workshop
from webapp.mails.notices import write_notice

if TYPE_CHECKING:
    from tests.webapp.workshops.meeting import Meeting

from tests.webapp.desk import desk
from tests.webapp.workshops.meeting import meeting

__all__ = ["desk", "meeting"]

BASE = "http://localhost/"
AT = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)
ADA = Account(1, "ada@example.org", "Ada", None, True, "one", AT)
SEOUL = Workshop(1, "seoul", "Seoul", 1, "", None, None, "UTC", None, AT)


def make(*news: News) -> ReadyNotice:
    notice = Notice(7, 1, AT, AT + dt.timedelta(hours=1), None, None, None, ADA.email)
    return ReadyNotice(notice, ADA, ADA, news)


@pytest.mark.parametrize(
    ("news", "sentences"),
    [
        (News(SEOUL, 1), ["1 registration waits for your decision"]),
        (News(SEOUL, 0, 2), ["2 contributions of cities wait for your review"]),
        (News(SEOUL, 3, 0, 1), ["3 registrations wait", "1 twinning was proposed"]),
        (News(SEOUL, reopenings=1), ["1 city asks you to reopen its answers"]),
        (News(SEOUL, reopenings=2), ["2 cities ask you to reopen their answers"]),
    ],
)
def test_what_is_not_there_is_not_told(news: News, sentences: list[str]) -> None:
    letter = write_notice(BASE, make(news))

    lines = [one for one in letter.text.splitlines() if one.startswith("- ")]
    assert len(lines) == len(sentences)
    for line, sentence in zip(lines, sentences, strict=True):
        assert sentence in line
    assert letter.subject == "News of Seoul"
    assert letter.reply_to == ("Ada", "ada@example.org")


def test_several_workshops_are_told_in_one_mail() -> None:
    busan = dataclasses.replace(SEOUL, id=2, key="busan", title="Busan")

    letter = write_notice(BASE, make(News(SEOUL, 1), News(busan, 1)))

    assert letter.subject == "News of your workshops"
    assert letter.text.index("Seoul") < letter.text.index("Busan")


def test_every_address_opens(meeting: Meeting) -> None:
    news = News(meeting.workshop, 1, 1, 1, 1)

    letter = write_notice(BASE, make(news))

    addresses = [one for one in letter.text.split() if one.startswith(BASE)]
    assert len(addresses) == 4
    for one in addresses:
        assert meeting.desk.get(one.removeprefix(BASE.rstrip("/"))).status_code == 200
