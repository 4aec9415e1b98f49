"""What a list is sent with is read, and nonsense stands for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from webapp.organise.sent import read_ending, read_language, read_list

if TYPE_CHECKING:
    from tests.webapp.desk import Desk


@pytest.mark.parametrize(
    ("ticked", "ending"),
    [("12", 12), ("", 0), ("-3", 0), ("12; drop", 0), ("٣", 0), ("9" * 19, 0)],
)
def test_links_end_up_to_a_number_alone(desk: Desk, ticked: str, ending: int) -> None:
    with desk.app.test_request_context(method="POST", data={"again": ticked}):
        assert read_ending() == ending


@pytest.mark.parametrize(("code", "language"), [("ar", "ar"), ("xx", None)])
def test_a_language_is_one_that_we_speak(
    desk: Desk, code: str, language: str | None
) -> None:
    with desk.app.test_request_context(method="POST", data={"language": code}):
        assert read_language() == language


def test_a_list_is_what_was_mended_where_no_file_is_chosen(desk: Desk) -> None:
    sent = {"list": "name,email\nArva,ana@example.org\n"}
    with desk.app.test_request_context(method="POST", data=sent):
        assert read_list() == sent["list"]
