"""PDF files are made one at a time, once, within limits of length and time."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from meter.reports import typesetter, typesetting
from meter.reports.errors import (
    LongPaperError,
    MissingTypesetterError,
    UnsetPaperError,
)
from meter.reports.typesetting import find_missing, typeset, typeset_pack
from tests.meter.reports.packs import ALL, make_pack
from tests.meter.reports.papers import LEVEL, SHARE, make_paper

if TYPE_CHECKING:
    from collections.abc import Iterator

PAPER = make_paper(LEVEL, SHARE)


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    typesetting._run.cache_clear()
    find_missing.cache_clear()
    yield
    typesetting._run.cache_clear()
    find_missing.cache_clear()


def test_a_paper_is_set_once_and_then_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    made = typeset(PAPER)

    def refuse(*_: Any, **__: Any) -> None:
        pytest.fail("a second process was started")

    monkeypatch.setattr(subprocess, "run", refuse)

    assert made.startswith(b"%PDF-1.7")
    assert typeset(make_paper(LEVEL, SHARE)) is made


def test_a_missing_library_is_named_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(typesetter, "LIBRARIES", ("typst", "no_such_font"))

    with pytest.raises(MissingTypesetterError) as caught:
        typeset(PAPER)

    assert str(caught.value) == (
        "A PDF needs the library no_such_font, which is not installed. Install it "
        "with: pip install 'meter-engine[pdf]'"
    )
    assert caught.value.exit_code == 12


def test_too_long_a_paper_is_refused_before_any_work() -> None:
    long = replace(LEVEL, help=("x" * typesetting.MOST_CHARACTERS,))

    with pytest.raises(LongPaperError, match="at most 1,000,000 are set in type"):
        typeset(make_paper(long))


def test_a_paper_that_takes_too_long_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(typesetting, "MOST_SECONDS", 0.01)

    with pytest.raises(UnsetPaperError, match="it took longer than"):
        typeset(PAPER)

    monkeypatch.undo()
    assert typeset(PAPER).startswith(b"%PDF-1.7")


def test_whoever_waits_too_long_for_a_turn_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(typesetting, "MOST_SECONDS", 0.01)

    with (
        typesetting._turn,
        pytest.raises(UnsetPaperError, match="try again in a minute"),
    ):
        typeset(PAPER)


def test_what_the_typesetter_says_is_passed_on() -> None:
    with pytest.raises(UnsetPaperError, match="failed to parse JSON"):
        typesetting._run("{")


def test_a_typesetter_that_ends_without_a_word_is_told_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def crash(command: list[str], **_: Any) -> None:
        raise subprocess.CalledProcessError(-6, command, stderr=b"")

    monkeypatch.setattr(subprocess, "run", crash)

    with pytest.raises(UnsetPaperError, match="the typesetter ended with -6"):
        typeset(PAPER)


def test_half_a_character_is_replaced() -> None:
    assert typeset(make_paper(replace(LEVEL, ask="a\ud800b"))).startswith(b"%PDF")


def test_a_pack_is_set_from_its_own_template() -> None:
    made = typeset_pack(make_pack(*ALL))

    assert made.startswith(b"%PDF-1.7")
    assert typesetting._run.cache_info().currsize == 0


def test_too_long_a_pack_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "MOST_PACK_CHARACTERS", 100)

    with pytest.raises(UnsetPaperError, match="the pack has more than 100 characters"):
        typeset_pack(make_pack(*ALL))
