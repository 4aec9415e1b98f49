"""Instruments spoilt at random: always findings with a place, never a crash."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from instruments import InstrumentFindingsError, check_instrument, load_instrument
from instruments.reading.source import read_source

CASES = sorted((Path(__file__).parents[1] / "cases" / "valid").glob("*.yaml"))
BODIES = [read_source(case.read_bytes(), case.name).data for case in CASES]

NAMES = st.sampled_from(
    ["a", "b", "x", "y", "s", "l", "extent", "yes", "half", "unit", "else"]
)
JUNK: st.SearchStrategy[Any] = st.one_of(
    NAMES,
    st.sampled_from(["", "0", "-1", "1e9", "yes", "true", "A b", "2026-01-01", ".nan"]),
    st.sampled_from([[], {}, [[]], [{}], {"a": {}}, {"": ""}, ["", ""], {"item": "a"}]),
    st.builds(lambda item, code: {"item": item, "equals": code}, NAMES, NAMES),
    st.builds(lambda name: {"not": {"all": [{"item": name, "at_least": "1"}]}}, NAMES),
)


def list_places(data: Any) -> list[tuple[Any, Any]]:
    """List every part of the data as its holder and its key or position."""
    if not isinstance(data, dict | list):
        return []
    keys = list(data) if isinstance(data, dict) else list(range(len(data)))
    below = [place for key in keys for place in list_places(data[key])]
    return [(data, key) for key in keys] + below


def spoil(draw: st.DrawFn, data: Any) -> None:
    """Change one part: put junk there, take it out, rename it, or say it twice."""
    places = list_places(data)
    if not places:
        return
    holder, key = draw(st.sampled_from(places))
    change = draw(st.sampled_from(["replace", "remove", "rename", "repeat"]))
    if change == "remove":
        del holder[key]
    elif change == "rename" and isinstance(holder, dict):
        holder[draw(NAMES)] = holder.pop(key)
    elif change == "repeat" and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[key]))
    else:
        holder[key] = copy.deepcopy(draw(JUNK))


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    data = copy.deepcopy(draw(st.sampled_from(BODIES)))
    for _ in range(draw(st.integers(1, 4))):
        spoil(draw, data)

    class NoAliases(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
            return True

    return yaml.dump(data, Dumper=NoAliases, allow_unicode=True, sort_keys=False)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(spoilt())
def test_a_spoilt_instrument_is_told_and_not_crashed_on(
    tmp_path: Path, text: str
) -> None:
    file = tmp_path / "instrument.yaml"
    file.write_text(text, encoding="utf-8")

    findings = check_instrument(file)

    lines = text.count("\n") + 1
    assert all(1 <= finding.line <= lines for finding in findings)
    if any(finding.severity == "error" for finding in findings):
        with pytest.raises(InstrumentFindingsError):
            load_instrument(file)
    else:
        assert load_instrument(file).items
