"""Lines of a report: folded, set in, and values as people read them."""

from __future__ import annotations

import pytest

from instruments.model.answers import Missing
from meter.reports.lines import WIDTH, bullet, indent, say, show, wrap

LONG = "word " * 40


def test_texts_are_folded_and_set_in() -> None:
    for lines, first, rest in (
        (wrap(LONG), "word", "word"),
        (indent(LONG, 4), "    word", "      word"),
        (bullet(LONG), "  - word", "    word"),
        (bullet(LONG, by=3), "   - word", "     word"),
    ):
        assert max(map(len, lines)) <= WIDTH
        assert lines[0].startswith(first)
        assert all(line.startswith(rest) for line in lines[1:])
        assert " ".join(lines).split().count("word") == 40


@pytest.mark.parametrize(
    ("score", "shown"), [(None, "-"), (0.5, "50.0"), (-0.0001, "0.0"), (-0.8, "-80.0")]
)
def test_a_score_is_shown_from_0_to_100(score: float | None, shown: str) -> None:
    assert show(score) == shown


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("half", "half"),
        (75.0, "75"),
        (("a", "b"), "a;b"),
        ((), "(none)"),
        (Missing.DONT_KNOW, "[dont know]"),
    ],
)
def test_an_answer_is_said_as_files_do(answer: object, said: str) -> None:
    assert say(answer) == said
