"""A kept typesetter sets one document after another, and is begun anew when it ends."""

from __future__ import annotations

import io
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from meter.reports import kept_typesetter, typesetting
from meter.reports.errors import UnsetPaperError
from meter.reports.kept_typesetter import KeptTypesetter
from meter.reports.typesetter import CITY, DRAWING, make_pdf, serve
from meter.reports.typesetting import draw_picture, typeset_report
from tests.meter.reports.city_reports import (
    BLOCKS,
    CLIMB,
    ENGLISH,
    make_report,
    write_json,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

REPORT = write_json(make_report(*BLOCKS))
OTHER = write_json(make_report(CLIMB, title="Belm"))


@pytest.fixture(scope="module")
def kept() -> Iterator[KeptTypesetter]:
    made = KeptTypesetter()
    yield made
    made.close()


def test_one_process_sets_many_documents_as_one_by_itself_does(
    kept: KeptTypesetter,
) -> None:
    first = kept.set(REPORT, CITY, 30)
    process = kept._process
    again = [kept.set(one, CITY, 30) for one in (OTHER, REPORT)]

    assert kept._process is process
    assert [first, *again] == [make_pdf(one, CITY) for one in (REPORT, OTHER, REPORT)]


def test_what_is_no_document_is_told_and_the_next_one_is_set(
    kept: KeptTypesetter,
) -> None:
    with pytest.raises(UnsetPaperError, match="failed to parse JSON"):
        kept.set("{", CITY, 30)

    assert kept.set(OTHER, CITY, 30).startswith(b"%PDF")


def test_what_takes_too_long_is_given_up_and_the_next_one_is_set(
    kept: KeptTypesetter,
) -> None:
    kept.close()
    with pytest.raises(UnsetPaperError, match="it took longer than 0 seconds"):
        kept.set(REPORT, CITY, 0.01)

    assert kept.set(OTHER, CITY, 30).startswith(b"%PDF")


def test_a_process_that_was_ended_is_begun_anew(kept: KeptTypesetter) -> None:
    kept.set(OTHER, CITY, 30)
    process = kept._process
    assert process is not None
    process.kill()
    process.wait()

    assert kept.set(OTHER, CITY, 30).startswith(b"%PDF")
    assert kept._process is not process


def test_it_begins_anew_after_very_many(
    kept: KeptTypesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.set(OTHER, CITY, 30)
    process = kept._process
    monkeypatch.setattr(kept_typesetter, "MOST_DOCUMENTS", 1)

    kept.set(OTHER, CITY, 30)

    assert kept._process is not process


def test_a_process_that_says_nothing_has_ended(
    kept: KeptTypesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.close()
    monkeypatch.setattr(sys, "executable", shutil.which("true"))

    with pytest.raises(UnsetPaperError, match="the typesetter ended"):
        kept.set(OTHER, CITY, 30)


def test_pictures_are_drawn_by_the_same_process() -> None:
    words = make_report().words

    made = draw_picture(CLIMB, ENGLISH, None, words)

    assert made.startswith(b"\x89PNG")
    assert draw_picture(CLIMB, ENGLISH, None, words) == made


def test_it_ends_where_nothing_more_is_asked() -> None:
    told = io.BytesIO()
    asked = b'{"template": "%s", "size": 1}\n{' % DRAWING.encode()

    serve(io.BytesIO(asked), told)

    assert b'"reason": "failed to parse JSON' in told.getvalue()


def test_too_long_a_report_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "MOST_CHARACTERS", 100)

    with pytest.raises(UnsetPaperError, match="the report has more than 100"):
        typeset_report(make_report())
