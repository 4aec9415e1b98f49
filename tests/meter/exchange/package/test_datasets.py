"""Datasets of SPSS and Stata: other readers find the same values and words."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from pandas.io import stata as pandas_stata

from meter.exchange.package.datasets import cut_bytes, cut_text, write_dta, write_sav
from meter.exchange.package.variables import list_variables
from tests.meter.exchange.package.surveyed import AR, ZH

if TYPE_CHECKING:
    from pathlib import Path

    from tests.meter.exchange.package.surveyed import Surveyed

STATA: Any = pandas_stata
"""Its readers have no types for what they read."""

MISSING = {"a": -1, "b": -2, "c": -3, "d": -4, "e": -5}


def write(surveyed: Surveyed, language: str, folder: Path) -> tuple[Path, Path]:
    variables = list_variables(surveyed.read(language))
    sav, dta = folder / "round.sav", folder / "round.dta"
    write_sav(variables, AR["title"] * 40, sav)
    write_dta(variables, AR["title"] * 40, dta)
    return sav, dta


def read_stata(path: Path) -> tuple[pd.DataFrame, dict[str, str], dict[str, Any]]:
    """Read by pandas, which did not write it: values, labels, labels of values."""
    with STATA.StataReader(path) as reader:
        frame = reader.read(convert_categoricals=False, convert_missing=True)
        names = dict(zip(reader._varlist, reader._lbllist, strict=True))
        sets = reader.value_labels()
        labels = {name: sets[one] for name, one in names.items() if one in sets}
        return frame, reader.variable_labels(), labels


@pytest.mark.parametrize(("language", "words"), [("ar", AR), ("zh", ZH)])
def test_both_have_the_same_labels_and_values(
    surveyed: Surveyed, tmp_path: Path, language: str, words: dict[str, str]
) -> None:
    sav, dta = write(surveyed, language, tmp_path)

    spss, facts = pyreadstat.read_sav(str(sav), user_missing=True)
    stata, labels, _ = read_stata(dta)

    assert labels == {
        name: label or "" for name, label in facts.column_names_to_labels.items()
    }
    assert labels["q_law"] == cut_text(words["item.law.ask"], 80)
    says = facts.variable_value_labels["q_law"]
    assert says[3.0] == words["scale.extent.option.full.say"]
    assert (
        facts.variable_value_labels["st_ladder"][2.0]
        == (words["stages.ladder.band.high.title"])
    )
    for one in list_variables(surveyed.read(language)):
        letters = dict(zip(string.ascii_lowercase, one.reasons, strict=False))
        kept = [plain(cell, {}) for cell in one.data]
        assert [plain(cell, {}) for cell in spss[one.name]] == kept
        assert [plain(cell, letters) for cell in stata[one.name]] == kept


def plain(cell: Any, letters: dict[str, float]) -> float | str | None:
    """Read .a as the number that stands for the same reason in SPSS."""
    if isinstance(cell, STATA.StataMissingValue):
        return letters.get(cell.string[1:])
    if isinstance(cell, str):
        return cell
    return None if np.isnan(cell) else float(cell)


def test_values_of_stata_have_the_labels_that_spss_has(
    surveyed: Surveyed, tmp_path: Path
) -> None:
    sav, dta = write(surveyed, "zh", tmp_path)
    _, facts = pyreadstat.read_sav(str(sav), user_missing=True)
    _, _, labels = read_stata(dta)
    _, again = pyreadstat.read_dta(str(dta), user_missing=True)
    letters: dict[Any, str] = again.variable_value_labels["q_law"]

    said = {int(code): say for code, say in labels["q_law"].items() if code < 1000}
    assert said == {
        int(code): say
        for code, say in facts.variable_value_labels["q_law"].items()
        if code > 0
    }
    assert {
        MISSING[code]: say for code, say in letters.items() if isinstance(code, str)
    } == {
        int(code): say
        for code, say in facts.variable_value_labels["q_law"].items()
        if code < 0
    }


def test_reasons_are_missing_to_whoever_reads_without_asking(
    surveyed: Surveyed, tmp_path: Path
) -> None:
    sav, dta = write(surveyed, "en", tmp_path)

    spss = pd.read_spss(sav, convert_categoricals=False)
    stata = pd.read_stata(dta, convert_categoricals=False)

    for found in (spss, stata):
        laws = found["q_law"].tolist()
        assert sorted(one for one in laws if one == one) == [2, 2, 3, 3]  # noqa: PLR0124
        deficits = found["q_deficit"].dropna().tolist()
        assert deficits == [-5]


def test_a_label_is_cut_between_letters_and_says_so() -> None:
    assert cut_text("short", 80) == "short"
    assert cut_text("two\n lines", 80) == "two lines"
    assert cut_text("x" * 81, 80) == "x" * 79 + "\u2026"
    assert cut_bytes("\u5168" * 40, 120) == "\u5168" * 40
    cut = cut_bytes("\u5168" * 41, 120)
    assert len(cut.encode()) <= 120
    assert cut == "\u5168" * 39 + "\u2026"
