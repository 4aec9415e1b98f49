from __future__ import annotations

import datetime as dt

from instruments import Missing
from meter.records import StoredAnswer
from tests.webapp.city import make_instrument
from webapp.respond.receipts import receipt_of, write_conflict

AT = dt.datetime(2026, 11, 2, 14, 2, 59, tzinfo=dt.UTC)
TIME = '<time datetime="2026-11-02T14:02Z" data-short>2 Nov 2026 14:02 UTC</time>'


def stored(answer: object = "partly", by: str = "Amal") -> StoredAnswer:
    return StoredAnswer("level", answer, 1, AT, by)  # type: ignore[arg-type]


def test_a_receipt_tells_the_minute_of_ones_own_save() -> None:
    assert receipt_of(stored(), "Amal", "en") == f"Saved {TIME}"


def test_a_receipt_names_somebody_else() -> None:
    receipt = receipt_of(stored(by="<Bo>"), "Amal", "en")

    assert receipt == f"Saved by &lt;Bo&gt;, {TIME}"


def test_a_receipt_tells_when_an_answer_was_taken_back() -> None:
    assert receipt_of(stored(Missing.UNANSWERED), "Amal", "en") == f"Cleared {TIME}"


def test_a_conflict_shows_the_others_answer_in_words_and_what_to_do() -> None:
    instrument = make_instrument()

    box = write_conflict(instrument, instrument.items["level"], stored(by="Bo & Co"))

    assert "Changed by Bo &amp; Co" in box
    assert "<bdi>Partly</bdi>" in box
    assert "Save again to put it in its place." in box
