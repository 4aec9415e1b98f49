from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from instruments.reading import source as module
from instruments.reading.source import (
    MOST_BYTES,
    MOST_DEPTH,
    MOST_EVENTS,
    RefusedError,
    Source,
    read_source,
)

if TYPE_CHECKING:
    from instruments.reading.findings import Finding


def read(text: str) -> Source:
    return read_source(text.encode(), "x.yaml")


def refuse(content: str | bytes) -> Finding:
    data = content if isinstance(content, bytes) else content.encode()
    with pytest.raises(RefusedError) as caught:
        read_source(data, "x.yaml")
    return caught.value.finding


@pytest.mark.parametrize(
    "text",
    ["no", "NO", "on", "12:30:45", "017", "1_000", "2026.10", "null", "~", "=", ".nan"],
)
def test_every_scalar_is_the_text_that_stands_there(text: str) -> None:
    assert read(f"a: {text}").data == {"a": text}


def test_nothing_after_a_colon_is_empty_text() -> None:
    assert read("a:\nb: ''").data == {"a": "", "b": ""}


def test_mappings_and_lists_keep_their_order() -> None:
    assert list(read("{b: [2, 1], a: {}}").data.items()) == [
        ("b", ["2", "1"]),
        ("a", {}),
    ]


def test_folded_and_quoted_text_is_read_as_yaml_reads_it() -> None:
    text = 'a: >-\n  one\n  two\nb: "t\\u00e9"\nc: |\n  x\n  y\n'

    assert read(text).data == {"a": "one two", "b": "t\u00e9", "c": "x\ny\n"}


def test_places_count_lines_and_columns_from_one() -> None:
    source = read("a: 1\nb:\n  - c: 2\n  - {d: 3}\n")

    assert source.find_place(("a",)) == (1, 4)
    assert source.find_place(("b", 0, "c")) == (3, 8)
    assert source.find_place(("b", 1, "d")) == (4, 9)
    assert source.find_key_place(("b", 1, "d")) == (4, 6)
    assert source.find_place(()) == (1, 1)


def test_the_place_of_what_is_not_there_is_that_of_what_holds_it() -> None:
    source = read("a: 1\nb:\n  - c: 2\n")

    assert source.find_place(("b", 0, "x", "y")) == (3, 5)
    assert source.find_key_place(("b", 0, "x")) == (3, 5)


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read_source(b"\xef\xbb\xbfa: 1\n", "x.yaml").data == {"a": "1"}


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (b"#" * (MOST_BYTES + 1), "LD01", 1, 1),
        (b"a: 1\nb: caf\xe9\n", "LD02", 2, 7),
        ("a: 1\nb: x\x07y\n", "LD03", 2, 5),
        ('a: 1\nb: "x\\0y"\n', "LD03", 2, 4),
        ("a: 1\nb: x\u2067y\n", "LD03", 2, 5),
        ("a: [1, 2\n", "LD04", 2, 1),
        ("a: &x 1\n", "LD05", 1, 4),
        ("a: *x\n", "LD05", 1, 4),
        ("a: !!str 1\n", "LD06", 1, 4),
        ("a: ! 1\n", "LD06", 1, 4),
        ("[" * (MOST_DEPTH + 1) + "]" * (MOST_DEPTH + 1), "LD07", 1, MOST_DEPTH + 1),
        ("- a\n" * (MOST_EVENTS + 1), "LD08", MOST_EVENTS - 2, 3),
        ("a: 1\n---\nb: 2\n", "LD09", 2, 1),
        ("", "LD10", 1, 1),
        ("a: 1\n<<: {b: 2}\n", "LD11", 2, 1),
        ("{[a]: 1}", "LD12", 1, 2),
        ("a: b: c\n", "LD13", 1, 5),
        ("a: @b\n", "LD14", 1, 4),
        ("a:\n\t- b\n", "LD14", 2, 1),
    ],
)
def test_what_instruments_never_need_is_refused_with_its_place(
    content: str | bytes, code: str, line: int, column: int
) -> None:
    finding = refuse(content)

    assert (finding.code, finding.line, finding.column) == (code, line, column)


def test_the_deepest_allowed_nesting_is_read() -> None:
    assert read("[" * MOST_DEPTH + "]" * MOST_DEPTH).findings == ()


def test_a_key_that_stands_twice_is_found_and_told_with_the_first_line() -> None:
    (finding,) = read("a: 1\nb: 2\na: 3\n").findings

    assert (finding.code, finding.line, finding.column) == ("KY01", 3, 1)
    assert "first in line 1" in finding.message


def test_the_same_key_may_stand_in_two_mappings() -> None:
    assert read("a: {x: 1}\nb: {x: 1}\n").findings == ()


HOSTILE = [
    "a: &x 1",
    "a: *x",
    "<<: a",
    "a: !!x 1",
    "[" * 100,
    "a: 1\n---\nb",
    "a: @",
    "",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_loader_without_the_c_library_refuses_the_same(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    with_library = refuse(text)

    monkeypatch.setattr(module, "Loader", yaml.SafeLoader)

    assert refuse(text).code == with_library.code


def test_the_loader_without_the_c_library_reads_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "a: [1, {b: no}]\nc: >-\n  one\n  two\n"
    with_library = read(text)

    monkeypatch.setattr(module, "Loader", yaml.SafeLoader)

    assert read(text) == with_library


@given(
    st.binary(max_size=200) | st.text("ab:-[]{}&*!#'\"\n ", max_size=60).map(str.encode)
)
def test_any_bytes_are_read_or_refused_with_a_place(content: bytes) -> None:
    try:
        line, column = read_source(content, "x.yaml").find_place(())
    except RefusedError as error:
        line, column = error.finding.line, error.finding.column

    assert line >= 1
    assert column >= 1


LEAVES = st.text("abcxyz .é中", min_size=1, max_size=8).map(str.strip).filter(bool)
TREES = st.recursive(
    LEAVES,
    lambda parts: (
        st.lists(parts, max_size=3) | st.dictionaries(LEAVES, parts, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(LEAVES, TREES, min_size=1, max_size=4))
def test_what_yaml_writes_is_read_back(data: dict[str, object]) -> None:
    text = yaml.safe_dump(data, allow_unicode=True)

    assert read(text).data == data
