"""The grammar by example: a tiny instrument for each rule, right and wrong.

The first line of a case says what is found in it and where, the second which rule
it shows.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from instruments import InstrumentFindingsError, check_instrument, load_instrument
from instruments.reading.catalogue import CATALOGUE

CASES = Path(__file__).parent / "cases"
EXPECTED = re.compile(r"([A-Z]{2}\d{2}) (\d+:\d+)")

TESTED_ELSEWHERE = {
    *(f"LD{number:02}" for number in range(1, 15)),  # reading/test_source.py
    *(f"TX{number:02}" for number in range(1, 11)),  # reading/test_translated.py
    *(f"MF{number:02}" for number in range(1, 8)),  # reading/test_method_files.py
    "LD16",  # reading/test_examination.py
    "VL14",  # reading/test_shape.py
}


def list_cases(kind: str) -> list[Path]:
    return sorted((CASES / kind).glob("*.yaml"))


def list_expected(case: Path) -> list[tuple[str, str]]:
    with case.open(encoding="utf-8") as file:
        return EXPECTED.findall(file.readline())


@pytest.mark.parametrize("case", list_cases("valid"), ids=lambda case: case.stem)
def test_a_valid_case_loads_without_a_finding(case: Path) -> None:
    assert check_instrument(case) == []
    assert load_instrument(case).items


@pytest.mark.parametrize("case", list_cases("invalid"), ids=lambda case: case.stem)
def test_an_invalid_case_has_just_the_findings_that_it_names(case: Path) -> None:
    found = [
        (finding.code, f"{finding.line}:{finding.column}")
        for finding in check_instrument(case)
    ]

    assert found == list_expected(case)


@pytest.mark.parametrize("case", list_cases("invalid"), ids=lambda case: case.stem)
def test_errors_stop_the_loading_and_warnings_do_not(case: Path) -> None:
    severities = {finding.severity for finding in check_instrument(case)}

    if "error" in severities:
        with pytest.raises(InstrumentFindingsError) as caught:
            load_instrument(case)
        assert list(caught.value.findings) == check_instrument(case)
    else:
        assert load_instrument(case).key == "tiny"


def test_every_code_has_a_case_of_its_own() -> None:
    shown = {code for case in list_cases("invalid") for code, _ in list_expected(case)}

    assert shown | TESTED_ELSEWHERE == set(CATALOGUE)
