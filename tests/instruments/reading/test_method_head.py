from __future__ import annotations

from typing import Any

import pytest

from instruments.reading.method_head import Head, is_method, read_head

HEAD = {"meter": "1", "instrument": "city", "key": "strict"}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"method": {}}, True),
        ({"method": {}, "sections": []}, False),
        ({"key": "city"}, False),
        (["method"], False),
        (None, False),
    ],
)
def test_a_file_with_a_method_and_no_sections_is_a_method(
    data: Any, told: bool
) -> None:
    assert is_method(data) is told


def test_the_head_is_read_whatever_the_method_says() -> None:
    data = {**HEAD, "versions": ["1", "2"], "method": "wrong", "stages": {"a": "wrong"}}

    assert read_head(data) == (Head("city", "strict", ("1", "2")), [])


def test_what_is_wrong_with_the_head_is_told_by_path() -> None:
    head, problems = read_head({**HEAD, "key": "", "colour": "red", "method": {}})

    assert head is None
    assert [(one.code, one.path) for one in problems] == [
        ("KY02", ("colour",)),
        ("VL02", ("key",)),
    ]


def test_a_head_without_a_method_is_not_enough() -> None:
    head, (problem,) = read_head(HEAD)

    assert head is None
    assert (problem.code, problem.facts["key"]) == ("KY03", "method")


def test_a_file_that_is_no_mapping_is_told() -> None:
    head, (problem,) = read_head(["method"])

    assert (head, problem.code) == (None, "VL10")
