from __future__ import annotations

from typing import TYPE_CHECKING

from instruments import load_instrument
from instruments.reading.method_parts import STAND_IN, examine_method
from instruments.reading.source import read_source
from tests.instruments.reading.test_method_files import CITY, STRICT

if TYPE_CHECKING:
    from pathlib import Path

    from instruments.reading.method_parts import ExaminedMethod


def examine(tmp_path: Path, method: str, city: str = CITY) -> ExaminedMethod:
    path = tmp_path / "city.yaml"
    path.write_text(city, encoding="utf-8")
    source = read_source(method.encode(), "strict.yaml")
    return examine_method(source, load_instrument(path))


def test_a_method_and_its_own_ladders_are_read(tmp_path: Path) -> None:
    method, stages, findings = examine(tmp_path, STRICT)

    assert method is not None
    assert method.stages == ("steps", "ladder")
    assert list(stages) == ["steps"]
    assert findings == []


def test_warnings_of_the_instrument_are_not_told_again(tmp_path: Path) -> None:
    unused = "  spare: {options: [{code: a, say: A}, {code: b, say: B}]}\n"

    examined = examine(
        tmp_path, STRICT, CITY.replace("scales:\n", "scales:\n" + unused)
    )

    assert examined.findings == []


def test_a_method_whose_key_cannot_be_one_is_read_all_the_same(tmp_path: Path) -> None:
    wrong = STRICT.replace("key: strict", "key: 1").replace("{all: geo", "{alle: geo")

    (finding,) = examine(tmp_path, wrong).findings

    assert (finding.code, finding.line, finding.column) == ("WT01", 7, 13)
    assert STAND_IN not in finding.message


def test_an_error_that_only_the_method_makes_stands_where_it_is(tmp_path: Path) -> None:
    measured = CITY.partition("framework:")[0]

    findings = examine(tmp_path, STRICT, measured).findings

    assert {(one.code, one.line) for one in findings} >= {("FW14", 5)}
    assert all(one.line > 0 for one in findings)


def test_a_relative_method_of_a_file_is_no_default(tmp_path: Path) -> None:
    relative = STRICT.replace("  gates:", "  normalise: {all: min_max}\n  gates:")

    method, _, findings = examine(tmp_path, relative)

    assert method is not None
    assert method.is_relative
    assert findings == []
