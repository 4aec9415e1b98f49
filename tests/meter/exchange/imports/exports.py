"""Files as other programs export them, made of an instrument and of drawn answers."""

from __future__ import annotations

import csv
import random
from typing import TYPE_CHECKING, Any

import pandas as pd

from instruments import translate
from instruments.answers import answer_to_text
from instruments.model.answers import Missing
from instruments.model.items import (
    ChoiceItem,
    DateItem,
    LinkItem,
    MultipleItem,
    NumberItem,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument
    from instruments.model.items import Item

    Given = Mapping[str, Mapping[str, Answer]]
    Table = list[list[str]]

UNIT = "Which city?"


def draw_answers(
    instrument: Instrument, units: list[str], *, reasons: bool = False
) -> dict[str, dict[str, Answer]]:
    """Draw answers of some units to all questions, the same ones every time."""
    chance = random.Random(7)
    return {
        unit: {
            key: _draw(instrument, item, chance, reasons)
            for key, item in instrument.items.items()
            if chance.random() > 0.1
        }
        for unit in units
    }


def _draw(
    instrument: Instrument, item: Item, chance: random.Random, reasons: bool
) -> Answer:
    allowed = () if isinstance(item, MultipleItem) else instrument.allowed_of(item)
    if reasons and allowed and chance.random() < 0.2:
        return chance.choice(allowed)
    if isinstance(item, MultipleItem):
        every = [o.code for o in instrument.options_of(item) if not o.alone]
        some = chance.sample(every, min(len(every), item.at_most or len(every), 2))
        return tuple(code for code in every if code in some)
    if isinstance(item, ChoiceItem):
        return chance.choice(instrument.options_of(item)).code
    if isinstance(item, NumberItem):
        low = 0 if item.at_least is None else item.at_least
        return float(low + chance.randrange(3))
    if isinstance(item, DateItem):
        return "2024-05-06"
    return "https://example.org/a" if isinstance(item, LinkItem) else "So, it is; yes"


def _write(instrument: Instrument, key: str, answer: Answer | None) -> str:
    given = Missing.UNANSWERED if answer is None else answer
    return answer_to_text(instrument.items[key], given)


def _say(instrument: Instrument, key: str, answer: Answer | None) -> str:
    """Write an answer in the words of its options."""
    item = instrument.items[key]
    labels = {one.code: one.say for one in instrument.options_of(item)}
    if isinstance(answer, tuple):
        return ", ".join(labels[code] for code in answer)
    return labels.get(str(answer)) or _write(instrument, key, answer)


def make_own(instrument: Instrument, given: Given) -> Table:
    """Make a table as `meter score` reads it."""
    keys = list(instrument.items)
    rows = [
        [unit, *(_write(instrument, key, answers.get(key)) for key in keys)]
        for unit, answers in given.items()
    ]
    return [["unit", *keys], *rows]


def _list_codes(instrument: Instrument, item: MultipleItem) -> list[str]:
    return [one.code for one in instrument.options_of(item)]


def _write_limesurvey(instrument: Instrument, key: str, answer: Answer | None) -> str:
    item = instrument.items[key]
    if item.type == "yes_no" and answer in {"yes", "no"}:
        return str(answer)[0].upper()
    written = _write(instrument, key, answer)
    return f"{written} 00:00:00" if written and isinstance(item, DateItem) else written


def make_limesurvey(instrument: Instrument, given: Given) -> Table:
    """Make an export of LimeSurvey with codes: its codes have no underscore."""
    head = ["id", "submitdate", "lastpage", "startlanguage", "seed", "city"]
    for key, item in instrument.items.items():
        code = key.replace("_", "")
        if isinstance(item, MultipleItem):
            head += [f"{code}[{one}]" for one in _list_codes(instrument, item)]
        else:
            head.append(code)
    rows = []
    for number, (unit, answers) in enumerate(given.items(), 1):
        row = [str(number), "2026-11-30 10:00:00", "5", "en", "1234567", unit]
        for key, item in instrument.items.items():
            answer = answers.get(key)
            if isinstance(item, MultipleItem):
                chosen = answer if isinstance(answer, tuple) else ()
                codes = _list_codes(instrument, item)
                row += ["Y" if one in chosen else "" for one in codes]
            else:
                row.append(_write_limesurvey(instrument, key, answer))
        rows.append(row)
    return [head, *rows]


def make_limesurvey_texts(instrument: Instrument, given: Given) -> Table:
    """Make an export of LimeSurvey with code and text, and answers in full."""
    head = ["Response ID", "Date submitted", "Last page", "Start language", "City"]
    for key, item in instrument.items.items():
        code = key.replace("_", "")
        options = instrument.options_of(item)
        if isinstance(item, MultipleItem):
            head += [f"{code}[{one.code}]. {item.ask} [{one.say}]" for one in options]
        else:
            head.append(f"{code}. {item.ask}")
    rows = []
    for number, (unit, answers) in enumerate(given.items(), 1):
        row = [str(number), "", "5", "en", unit]
        for key, item in instrument.items.items():
            answer = answers.get(key)
            if isinstance(item, MultipleItem):
                chosen = answer if isinstance(answer, tuple) else ()
                marks = ("Yes", "No") if answer else ("N/A", "N/A")
                codes = _list_codes(instrument, item)
                row += [marks[one not in chosen] for one in codes]
            else:
                row.append(_say(instrument, key, answer) or "N/A")
        rows.append(row)
    return [head, *rows]


def _make_form(
    instrument: Instrument,
    given: Given,
    before: list[str],
    after: list[str],
    group: Callable[[str], str],
    *,
    joined: bool = True,
    say: bool = False,
) -> Table:
    """Make a table of a form: a cell with all options, and a column for each."""
    head = [*before, group("city")]
    for key, item in instrument.items.items():
        if joined or not isinstance(item, MultipleItem):
            head.append(group(item.ask if say else key))
        if isinstance(item, MultipleItem):
            options = instrument.options_of(item)
            names = [one.say if say else one.code for one in options]
            head += [f"{group(item.ask if say else key)}/{name}" for name in names]
    rows = []
    for unit, answers in given.items():
        row = [*("x" for _ in before), unit]
        for key, item in instrument.items.items():
            answer = answers.get(key)
            written = (_say if say else _write)(instrument, key, answer)
            if joined or not isinstance(item, MultipleItem):
                row.append(
                    " ".join(answer)
                    if isinstance(answer, tuple) and not say
                    else written
                )
            if isinstance(item, MultipleItem):
                chosen = answer if isinstance(answer, tuple) else ()
                codes = _list_codes(instrument, item)
                row += [str(int(one in chosen)) if answer else "" for one in codes]
        rows.append([*row, *("y" for _ in after)])
    return [[*head, *after], *rows]


KOBO_AFTER = ["_id", "_uuid", "_submission_time", "_validation_status", "_index"]


def make_kobo(instrument: Instrument, given: Given) -> Table:
    """Make an export of KoBo with XML values and headers, groups before them."""
    return _make_form(
        instrument, given, ["start", "end"], KOBO_AFTER, lambda one: f"part/sub/{one}"
    )


def make_kobo_labels(instrument: Instrument, given: Given) -> Table:
    """Make an export of KoBo with labels and without groups."""
    return _make_form(
        instrument, given, ["start", "end"], KOBO_AFTER, lambda one: one, say=True
    )


def make_odk(instrument: Instrument, given: Given) -> Table:
    """Make an export of ODK Central whose several options stand in one cell."""
    table = _make_form(
        instrument,
        given,
        ["SubmissionDate"],
        ["meta-instanceID", "KEY", "SubmitterID", "FormVersion"],
        lambda one: f"part-{one}",
    )
    several = {at for at, heading in enumerate(table[0]) if "/" in heading}
    return [[c for at, c in enumerate(row) if at not in several] for row in table]


def make_google(instrument: Instrument, given: Given) -> Table:
    """Make the answers to a Google Form: words of questions and of options."""
    keys = list(instrument.items)
    head = ["Timestamp", "Email Address", UNIT]
    head += [instrument.items[key].ask for key in keys]
    rows = [
        [
            "11/30/2026 10:00:00",
            "ana@example.org",
            unit,
            *(_say(instrument, key, answers.get(key)) for key in keys),
        ]
        for unit, answers in given.items()
    ]
    return [head, *rows]


def make_google_arabic(instrument: Instrument, given: Given) -> Table:
    """Make the answers to a Google Form in Arabic."""
    table = make_google(translate(instrument, "ar"), given)
    table[0][0] = "طابع زمني"
    return table


LAYOUTS: dict[str, tuple[Callable[[Any, Any], Table], str]] = {
    "table": (make_own, "unit"),
    "limesurvey": (make_limesurvey, "city"),
    "limesurvey-texts": (make_limesurvey_texts, "City"),
    "kobo": (make_kobo, "part/sub/city"),
    "kobo-labels": (make_kobo_labels, "city"),
    "odk": (make_odk, "part-city"),
    "google-forms": (make_google, UNIT),
    "google-forms-arabic": (make_google_arabic, UNIT),
}
"""Who makes a file, and which of its columns names the units."""


def write_table(table: Table, path: Path, separator: str = ",") -> Path:
    """Write a table as CSV, Excel or Parquet, by the ending of its name."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=separator).writerows(table)
        return path
    frame = pd.DataFrame(table[1:], columns=table[0], dtype=object).replace("", None)
    if path.suffix == ".xlsx":
        frame.to_excel(path, index=False)
    else:
        frame.to_parquet(path, index=False)
    return path
