"""Tables of answers: what units gave, and why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.answers import answer_to_text
from meter.fieldwork.responses import load_answers

if TYPE_CHECKING:
    import pandas as pd

    from tests.meter.exchange.package.surveyed import Surveyed


def test_wide_answers_are_what_units_gave(
    frames: dict[str, pd.DataFrame], surveyed: Surveyed
) -> None:
    wide = frames["answers_wide"]
    items = surveyed.instrument.items
    closed = [key for key in items if key not in {"note", "since"}]
    given = sorted(
        tuple(
            answer_to_text(items[key], stored[key].answer) if key in stored else ""
            for key in closed
        )
        for sent in list(surveyed.sent.values())[:-1]
        for stored in [load_answers(surveyed.store, sent.response_id)]
    )

    shown = wide[closed].fillna("").itertuples(index=False, name=None)
    assert sorted(shown) == given
    assert set(wide["note"]) == {"given"}


def test_long_answers_say_why_there_is_none(frames: dict[str, pd.DataFrame]) -> None:
    long = frames["answers"]

    assert (long["answer"].isna() != long["missing"].isna()).all()
    told = set(zip(long["item"].astype(str), long["missing"].astype(str), strict=True))
    reasons = ("dont_know", "refused", "not_applicable", "unanswered")
    assert told >= {("law", reason) for reason in reasons}
    assert ("users", "not_asked") in told
