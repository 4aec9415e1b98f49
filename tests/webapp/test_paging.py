from __future__ import annotations

import pytest
from flask import Flask

from webapp.paging import MOST_PAGES, Pages, open_page, read_page_number


@pytest.mark.parametrize(("count", "last"), [(0, 1), (1, 1), (20, 1), (21, 2), (40, 2)])
def test_every_line_has_a_page(count: int, last: int) -> None:
    assert Pages(count, 20).last == last


def test_the_pages_together_are_the_list() -> None:
    lines = list(range(45))
    pages = [open_page(45, 20, number) for number in (1, 2, 3)]

    assert [one.skipped for one in pages] == [0, 20, 40]
    assert [line for one in pages for line in one.cut(lines)] == lines


def test_beyond_the_last_page_is_the_last() -> None:
    assert open_page(45, 20, 57) == Pages(45, 20, 3)


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("", 1),
        ("?page=2", 2),
        ("?page=0", 1),
        ("?page=-7", 1),
        ("?page=two", 1),
        ("?page=%00", 1),
        (f"?page={'9' * 30}", MOST_PAGES),
    ],
)
def test_what_makes_no_sense_asks_for_the_first_page(asked: str, number: int) -> None:
    with Flask(__name__).test_request_context(f"/{asked}"):
        assert read_page_number() == number
