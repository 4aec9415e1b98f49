"""Mapping files: every mistake in them is named with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.exchange.imports.errors import MappingFileError
from meter.exchange.imports.mapping import Target, read_mapping

if TYPE_CHECKING:
    from pathlib import Path

    from instruments import Instrument

GOOD = """\
unit: Your city
columns:
  Q7: law
  "Q9[SQ001]": ways.web
  Remarks:
values:
  law: {A1: none, A2: DK}
"""

BAD = """\
unit: [a]
columms: {}
columns:
  Q7: low
  Q8: ways.fax
  Q9: law.full
  Q10: [law]
values:
  lew: {A1: none}
  law: {A1: maybe}
  site: yes
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_mapping_says_what_columns_and_values_mean(
    instrument: Instrument, tmp_path: Path
) -> None:
    said = read_mapping(write(tmp_path, GOOD), instrument)

    assert said.unit == "Your city"
    assert said.columns == {
        "q7": Target("law"),
        "q9[sq001]": Target("ways", "web"),
        "remarks": None,
    }
    assert said.values == {"law": {"a1": "none", "a2": "DK"}}


def test_all_mistakes_are_named_with_their_places(
    instrument: Instrument, tmp_path: Path
) -> None:
    path = write(tmp_path, BAD)

    with pytest.raises(MappingFileError) as caught:
        read_mapping(path, instrument)

    found = [str(one).removeprefix(f"{path}:") for one in caught.value.problems]
    assert [one.partition(": ")[0] for one in found] == [
        "2:1", "1:1", "4:3", "5:3", "6:3", "7:3", "9:3", "10:9", "11:3",
    ]  # fmt: skip
    assert found[2] == "4:3: There is no question 'low'. Did you mean 'law'?"
    assert found[4] == "6:3: 'law' takes one answer. Write its key alone."


@pytest.mark.parametrize("text", ["- a\n", "a: [", "\tunit: x\n"])
def test_what_is_no_mapping_is_refused(
    text: str, instrument: Instrument, tmp_path: Path
) -> None:
    with pytest.raises(MappingFileError, match=r"mapping\.yaml:\d"):
        read_mapping(write(tmp_path, text), instrument)
