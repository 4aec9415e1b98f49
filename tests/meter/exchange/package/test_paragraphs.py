"""Paragraphs are broken where a reader expects it, and nowhere else."""

from __future__ import annotations

from meter.exchange.package.paragraphs import WIDTH, head, hold, wrap


def test_a_command_stays_in_one_line() -> None:
    command = "uv run recompute.py"

    lines = "\n".join(wrap([f"{'x' * (WIDTH - 5)} {hold(command)}", "And so on."]))

    assert lines.splitlines() == ["x" * (WIDTH - 5), command, "", "And so on."]


def test_a_head_is_as_long_as_its_line() -> None:
    assert head("Files") == ("Files", "-----", "")
