from __future__ import annotations

import pytest

from meter.exchange.fill_in.layout import SEPARATORS, fold, label_options


@pytest.mark.parametrize(
    ("options", "labels"),
    [
        ([("a", "Law"), ("b", "Order")], ["Law", "Order"]),
        ([("a", "Law"), ("b", " law ")], ["Law", "law (b)"]),
        (
            [("a", "Law (c)"), ("b", "Law"), ("c", "law")],
            ["Law (c)", "Law", "law (c) (c)"],
        ),
        ([("a", "Law; order\nand\u061b all")], ["Law, order,and, all"]),
    ],
)
def test_every_option_has_words_of_its_own(
    options: list[tuple[str, str]], labels: list[str]
) -> None:
    found = label_options(options)

    assert list(found.values()) == labels
    assert len({fold(one) for one in found.values()}) == len(options)
    assert not any(sign in one for one in labels for sign in SEPARATORS)
