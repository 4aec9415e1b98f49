from __future__ import annotations

from typing import TYPE_CHECKING

from instruments import check_instrument
from instruments.reading.problems import MOST_PROBLEMS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def codes(file: Path) -> list[str]:
    return [finding.code for finding in check_instrument(file)]


def test_shape_and_meaning_are_told_together(write: Callable[..., Path]) -> None:
    file = write(
        "{key: a, type: number, ask: A, whole: yes}",
        "{key: b, type: number, ask: B, at_least: 2, at_most: 1}",
    )

    assert codes(file) == ["VL06", "IT03"]


def test_a_mend_may_uncover_what_to_mend_next(write: Callable[..., Path]) -> None:
    file = write(
        "{key: a, type: nubmer, ask: A, at_least: 5}",
        "{key: b, type: yes_no, ask: B, requires: [c]}",
    )

    assert codes(file) == ["VL08", "IT06"]


def test_where_too_much_is_wrong_only_the_shape_is_told(
    write: Callable[..., Path],
) -> None:
    file = write("just a text", "{key: b, type: yes_no, ask: B, requires: [c]}")

    assert codes(file) == ["VL10"]


def test_warnings_wait_until_the_shape_is_right(
    write: Callable[..., Path], scales: str
) -> None:
    file = write("{key: a, type: yes_no, ask: A, unti: km}", scales=scales)

    assert codes(file) == ["KY02"]


def test_a_key_of_another_answer_type_is_told_with_the_type(
    write: Callable[..., Path],
) -> None:
    (finding,) = check_instrument(
        write("{key: a, type: text, ask: A, goalposts: {low: 0, high: 1}}")
    )

    assert finding.code == "KY02"
    assert "type number" in finding.remedy


def test_very_many_problems_are_cut_off_and_that_is_said(
    write: Callable[..., Path],
) -> None:
    file = write(*["{key: a, type: yes_no, ask: A}"] * (MOST_PROBLEMS + 50))

    found = codes(file)

    assert len(found) == MOST_PROBLEMS + 1
    assert set(found) == {"KY05", "LD16"}


def test_a_file_whose_top_is_no_mapping_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text("- a\n")

    assert codes(file) == ["VL10"]
