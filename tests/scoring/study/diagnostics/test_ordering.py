"""Findings side by side: the strongest first, and what they share."""

from __future__ import annotations

from scoring.study.diagnostics.diagnosis import Diagnosis, ItemValue, Level, Sentence
from scoring.study.diagnostics.ordering import Shared, list_shared, strongest_first


def diagnosis(
    key: str, level: Level, strength: float, ahead: str = "", behind: str = ""
) -> Diagnosis:
    return Diagnosis(
        key=key,
        kind=key,
        title=key,
        level=level,
        formula=Sentence(""),
        numbers={},
        thresholds={},
        ahead=side(ahead),
        behind=side(behind),
        chance={},
        most_chance=0.05,
        stability={},
        least_stable={},
        strength=strength,
        pairs=(),
        clearing=None,
        sentences=(),
    )


def side(items: str) -> tuple[ItemValue, ...]:
    """Give each letter a value; x does not count."""
    return tuple(ItemValue(k, None if k == "x" else 0.5, given=True) for k in items)


def test_the_level_comes_before_the_strength() -> None:
    mixed = [
        diagnosis("d", "not_enough", 0),
        diagnosis("c", "none", 5),
        diagnosis("b2", "watch", 1.1),
        diagnosis("b1", "watch", 1.9),
        diagnosis("a", "finding", 1.2),
        diagnosis("s", "strong", 1.8),
    ]
    ordered = [one.key for one in strongest_first(mixed)]
    assert ordered == ["s", "a", "b1", "b2", "c", "d"]


def test_equal_ones_keep_their_order() -> None:
    equal = [diagnosis("b", "watch", 1), diagnosis("a", "watch", 1)]
    assert [one.key for one in strongest_first(equal)] == ["b", "a"]


def test_shared_items_are_named_by_their_side() -> None:
    found = list_shared(
        [
            diagnosis("weak", "watch", 1, ahead="abx", behind="mn"),
            diagnosis("big", "finding", 2, ahead="bcx", behind="no"),
            diagnosis("quiet", "none", 0, ahead="abc", behind="mno"),
        ]
    )
    assert found == [Shared("big", "weak", ("b",), ("n",))]


def test_pairs_that_share_nothing_are_left_out() -> None:
    apart = [
        diagnosis("one", "watch", 1, "a", "b"),
        diagnosis("two", "watch", 1, "b", "a"),
    ]
    assert list_shared(apart) == []
