"""The report on reliability: what is told, in which words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from meter.reports.reliability import (
    MOST_ROWS,
    write_agreement,
    write_consistency,
    write_styles,
)
from scoring.quality import agreement, reliability, response_styles
from scoring.quality.agreement import Agreement
from scoring.quality.reliability import Reliability
from scoring.quality.response_styles import ResponseStyles

NODE = dict.fromkeys(reliability.NODE_COLUMNS, np.nan) | {
    "node": "law", "title": "Legal framework", "n": 12, "k": 4, "alpha": 0.81234,
    "low": 0.7, "high": 0.9, "way": "complete", "omega": np.nan, "reason": "",
}  # fmt: skip
ITEM = {
    "node": "law", "item": "l1", "n": 12, "rest_correlation": -0.25,
    "alpha_if_deleted": 0.9, "reason": "",
}  # fmt: skip


def consistency(*nodes: dict[str, Any], items: int = 1) -> list[str]:
    found = Reliability(
        pd.DataFrame([{**NODE, **node} for node in nodes]), pd.DataFrame([ITEM] * items)
    )
    return list(write_consistency(found))


def line(lines: list[str], start: str) -> list[str]:
    """Split the cells of the line that begins so."""
    found = next(one for one in lines if one.startswith(start))
    return [cell.strip() for cell in found.split("  ") if cell.strip()]


def test_figures_have_three_decimals_and_a_dash_where_there_is_none() -> None:
    lines = consistency({})

    assert line(lines, "law   Legal") == [
        "law", "Legal framework", "12", "4", "0.812", "0.700", "0.900", "-",
    ]  # fmt: skip
    assert line(lines, "law   l1") == ["law", "l1", "12", "-0.250", "0.900"]


def test_a_reader_is_told_that_a_low_alpha_may_be_no_error() -> None:
    assert "is no error" in " ".join(consistency({}))


def test_a_reason_stands_in_full_where_the_figures_would_be() -> None:
    reason = "Fewer than 3 units answered every pair of items, which is rather long."

    lines = consistency({"alpha": np.nan, "reason": reason})

    assert line(lines, "law   Legal")[-1] == reason


def test_what_is_done_about_gaps_is_named_only_where_there_are_any() -> None:
    said = "Where answers are missing, alpha is listwise."

    assert said in consistency({"way": "listwise"}, {"way": "complete"})
    assert said not in consistency({"way": "complete"}, {"way": ""})


def test_long_tables_are_cut_and_say_so() -> None:
    lines = consistency({}, items=MOST_ROWS + 5)

    assert lines[-1] == "and 5 more; -o writes them all"
    assert sum(one.startswith("law   l1") for one in lines) == MOST_ROWS


def test_columns_stand_under_their_heads() -> None:
    lines = consistency({"n": 7}, {"n": 12345})

    heads = next(one for one in lines if one.startswith("node  title"))
    rows = [one for one in lines if one.startswith("law   Legal")]
    end = heads.index(" n ") + 2
    assert [row[:end].split()[-1] for row in rows] == ["7", "12345"]


SECTION = dict.fromkeys(agreement.SECTION_COLUMNS, np.nan) | {
    "unit": "Lima", "section": "legal", "title": "Legal", "respondents": 3, "items": 12,
    "alpha": 0.5, "reading": "discuss", "reason": "",
}  # fmt: skip


def agreed(*spreads: float) -> list[str]:
    items = [
        dict.fromkeys(agreement.ITEM_COLUMNS, 0)
        | {"unit": "Lima", "item": f"i{place}", "lowest": "none", "median": "half",
           "highest": "full", "spread": spread}
        for place, spread in enumerate(spreads)
    ]  # fmt: skip
    return list(
        write_agreement(Agreement(pd.DataFrame([SECTION]), pd.DataFrame(items)))
    )


def test_agreement_is_told_with_its_reading() -> None:
    lines = agreed(0.5)

    assert line(lines, "Lima  legal") == [
        "Lima", "legal", "3", "12", "0.500", "discuss", "-", "-",
    ]  # fmt: skip


def test_what_lies_furthest_apart_comes_first() -> None:
    lines = agreed(0.25, 1.0, 0.0)

    after = lines[lines.index("Furthest apart") + 2 :]
    assert [one.split()[1] for one in after] == ["i1", "i0"]


def test_where_all_agree_nothing_is_apart() -> None:
    assert "Furthest apart" not in agreed(0.0)


def looks(*rows: tuple[str, str]) -> list[str]:
    sections = [
        dict.fromkeys(response_styles.SECTION_COLUMNS, 0)
        | {"unit": "Lima", "respondent": who, "section": "legal", "look_again": said}
        for who, said in rows
    ]
    columns = list(response_styles.SECTION_COLUMNS)
    found = ResponseStyles(pd.DataFrame(sections, columns=columns), pd.DataFrame())
    return list(write_styles(found))


def test_second_looks_name_who_answered_where_that_is_known() -> None:
    said = "8 of 8 answers in a row are the same. Look again with who answered."

    assert line(looks(("Ana", said), ("Ben", "")), "Lima") == [
        "Lima", "Ana", "legal", said,
    ]  # fmt: skip
    assert line(looks(("", said)), "Lima") == ["Lima", "legal", said]


def test_no_second_look_is_said_to_be_none() -> None:
    assert looks(("Ana", ""))[-1] == "None of the responses asks for one."


@pytest.mark.parametrize("unit", ["a\x1b[31m", "a\nb"])
def test_names_cannot_command_the_terminal(unit: str) -> None:
    sections = pd.DataFrame([{**SECTION, "unit": unit}])
    items = pd.DataFrame(columns=list(agreement.ITEM_COLUMNS))

    lines = list(write_agreement(Agreement(sections, items)))

    assert all(line.isprintable() for text in lines for line in text.split("\n"))
    assert not any(one.startswith("b ") for one in lines)
