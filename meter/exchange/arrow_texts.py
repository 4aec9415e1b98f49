"""Columns of text in Arrow, made ready for a file that a spreadsheet opens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from meter.exchange.formulas import SIGNS, guard_formula

if TYPE_CHECKING:
    import pyarrow as pa

_SIGNS = re.escape("".join(sorted(SIGNS)))
_RISKY = rf"^'*[\s\p{{Z}}\x0b\x1c-\x1f\x85]*[{_SIGNS}]|^'*[\t\r\n\x00]"
"""Says of a whole column whether `guard_formula` has anything to do."""

_STRUCTURE = ',|"|\n|\r'


def guard_texts(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Put an apostrophe before each text that would be taken for a formula."""
    import pyarrow as pa

    if not _any_match(texts, _RISKY):
        return texts
    guarded = [one if one is None else guard_formula(one) for one in texts.to_pylist()]
    return pa.chunked_array([pa.array(guarded, pa.string())])


def need_quotes(texts: pa.ChunkedArray) -> bool:
    """Tell whether a text holds what ends a cell or a row of CSV."""
    return _any_match(texts, _STRUCTURE)


def quote_texts(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Put into quotation marks each text that would end its cell or row of CSV."""
    from pyarrow import compute

    if not need_quotes(texts):
        return texts
    doubled = compute.replace_substring(texts, '"', '""')
    quoted = compute.binary_join_element_wise('"', doubled, '"', "")
    risky = compute.match_substring_regex(texts, _STRUCTURE)
    return compute.if_else(risky, quoted, texts)


def _any_match(texts: pa.ChunkedArray, pattern: str) -> bool:
    from pyarrow import compute

    return bool(compute.any(compute.match_substring_regex(texts, pattern)).as_py())
