"""Each kind of file is offered where what writes it is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.reports import typesetting, word
from webapp.reports.formats import FORMATS, list_offered

if TYPE_CHECKING:
    import pytest


def test_everything_is_offered_where_all_is_installed() -> None:
    assert list_offered() == list(FORMATS.values())


def test_without_the_extra_there_is_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "can_write_word", lambda: False)

    assert FORMATS["docx"] not in list_offered()
    assert FORMATS["pdf"] in list_offered()


def test_without_a_typesetter_there_is_no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "find_missing", lambda: "typst")

    assert FORMATS["pdf"] not in list_offered()
    assert FORMATS["docx"] in list_offered()
