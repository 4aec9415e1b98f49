"""People are written to in the first of their languages that METER speaks."""

from __future__ import annotations

import pytest

from webapp.workshops.fresh import choose_language


@pytest.mark.parametrize(
    ("tags", "chosen"),
    [
        (("nl", "fr"), "fr"),
        (("pt-BR", "es-MX"), "es"),
        (("zh-Hant",), "zh"),
        (("nl",), "ko"),
        ((), "ko"),
    ],
)
def test_the_first_language_that_is_spoken_is_chosen(
    tags: tuple[str, ...], chosen: str
) -> None:
    assert choose_language(tags, "ko") == chosen


def test_nothing_is_chosen_where_nothing_is_known() -> None:
    assert choose_language(("nl",)) is None
