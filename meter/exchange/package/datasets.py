"""Datasets of SPSS (.sav) and Stata (.dta): numbers with labels, reasons as missing.

In SPSS a reason is a number that is declared as missing; in Stata it is one of the
extended missing values .a to .e. Labels are the same in both, and no longer than both
take; the codebook has them whole.
"""

from __future__ import annotations

import string
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from meter.exchange.package.variables import Variable

LIBRARY = "pyreadstat"
INSTALL = "pip install 'meter-engine[research]'"

LETTERS = string.ascii_lowercase

LABEL_CHARACTERS = 80
"""Of a label of a variable, and of a file: Stata takes no more."""

VALUE_LABEL_BYTES = 120
"""Of a label of a value: SPSS takes no more."""

FILE_LABEL_BYTES = 60
"""Of the label of a file in SPSS."""

_CUT = "…"


def has_library() -> bool:
    """Tell whether what writes datasets is installed: it comes with an extra."""
    return find_spec(LIBRARY) is not None


def write_sav(variables: Sequence[Variable], title: str, path: Path) -> None:
    """Write a dataset of SPSS."""
    import pyreadstat

    pyreadstat.write_sav(
        _make_frame({one.name: one.data for one in variables}),
        str(path),
        file_label=cut_bytes(title, FILE_LABEL_BYTES),
        column_labels=[cut_text(one.label, LABEL_CHARACTERS) for one in variables],
        variable_value_labels={
            one.name: _cut_labels({**one.labels, **one.reasons})
            for one in variables
            if one.labels or one.reasons
        },
        missing_ranges={
            one.name: [{"lo": min(one.reasons), "hi": max(one.reasons)}]
            for one in variables
            if one.reasons
        },
        variable_measure={one.name: one.measure for one in variables},
    )


def _cut_labels(labels: Mapping[float, str]) -> dict[float, str]:
    return {code: cut_bytes(say, VALUE_LABEL_BYTES) for code, say in labels.items()}


def write_dta(variables: Sequence[Variable], title: str, path: Path) -> None:
    """Write a dataset of Stata."""
    import pyreadstat

    marked = [one for one in variables if one.reasons]
    pyreadstat.write_dta(
        _make_frame({one.name: _mark(one) for one in variables}),
        str(path),
        file_label=cut_bytes(title, FILE_LABEL_BYTES),
        column_labels=[cut_text(one.label, LABEL_CHARACTERS) for one in variables],
        variable_value_labels={
            one.name: _label(one) for one in variables if one.labels or one.reasons
        },
        missing_user_values={
            one.name: list(LETTERS[: len(one.reasons)]) for one in marked
        },
    )


def _label(variable: Variable) -> dict[Any, str]:
    """Label whole numbers, and the letters of reasons."""
    labels = _cut_labels(variable.labels)
    reasons = _cut_labels(variable.reasons).values()
    return {
        **{int(code): say for code, say in labels.items()},
        **dict(zip(LETTERS, reasons, strict=False)),
    }


def _mark(variable: Variable) -> Any:
    """Put letters where reasons stand; whole numbers as they are, for their labels."""
    if not variable.labels and not variable.reasons:
        return variable.data
    letters = dict(zip(variable.reasons, LETTERS, strict=False))
    return [
        letters.get(value, int(value) if variable.labels and value == value else value)  # noqa: PLR0124
        for value in np.asarray(variable.data, dtype=np.float64).tolist()
    ]


def _make_frame(columns: Mapping[str, Any]) -> pd.DataFrame:
    import pandas as pd

    made = {
        name: values
        if isinstance(values, np.ndarray)
        else pd.Series(list(values), dtype=object)
        for name, values in columns.items()
    }
    return pd.DataFrame(made)


def cut_text(text: str, most: int) -> str:
    """Cut a label to a number of characters; spaces and lines become single spaces."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1].rstrip()}{_CUT}"


def cut_bytes(text: str, most: int) -> str:
    """Cut a label to a number of bytes, between two letters."""
    flat = " ".join(text.split())
    if len(flat.encode()) <= most:
        return flat
    room = most - len(_CUT.encode())
    return f"{flat.encode()[:room].decode(errors='ignore').rstrip()}{_CUT}"
