"""The functions that commands are named after say what their types do not."""

from __future__ import annotations

import inspect
import re

import pytest

import scoring
from meter.cli import commands
from scoring import ScoringError
from scoring import errors as scoring_errors
from scoring.quality import errors as quality_errors
from scoring.uncertainty import errors as uncertainty_errors

NAMES = ("score", "restate", "explain", "sensitivity", "reliability", "methods")

ERRORS = {
    name
    for module in (scoring_errors, quality_errors, uncertainty_errors)
    for name, one in vars(module).items()
    if inspect.isclass(one) and issubclass(one, ScoringError)
}


def split(name: str) -> dict[str, str]:
    """Split a docstring by its headings; what comes before them under ''."""
    text = inspect.getdoc(getattr(scoring, name)) or ""
    parts = re.split(r"^(Args|Returns|Raises):$", text, flags=re.MULTILINE)
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def list_entries(section: str) -> list[str]:
    return re.findall(r"^ {4}(\w+): \S", section, flags=re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_arguments_results_and_errors_are_all_described(name: str) -> None:
    parts = split(name)

    parameters = list(inspect.signature(getattr(scoring, name)).parameters)
    assert list(parts) == ["", "Args", "Returns", "Raises"]
    assert list_entries(parts["Args"]) == parameters
    raised = list_entries(parts["Raises"])
    assert set(raised) <= ERRORS
    assert "NotScoredError" in raised


@pytest.mark.parametrize("name", NAMES)
def test_formula_source_shape_and_units_are_said(name: str) -> None:
    parts = split(name)

    assert re.search(r"\w = \S", parts[""]), "a formula"
    assert re.search(r"\b[Ss]ources?\b", parts[""]), "where it comes from"
    assert "docs/methods.md" in parts[""]
    assert re.search(r"\b(row|one|branch)\b", parts["Returns"]), "the shape"
    if name != "methods":  # whose table is words
        said = parts["Returns"]
        assert re.search(r"0\.\.1|up to 1", said), "the units"


def test_these_are_the_commands_about_answers_that_python_has_too() -> None:
    both = set(scoring.__all__) & commands.find_commands().keys()

    assert both == set(NAMES)
