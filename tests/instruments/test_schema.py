"""The JSON Schema accepts what we accept and refuses what it can tell is wrong."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from instruments import list_library
from instruments.library import find_file
from instruments.schema import make_schema

# It has no types of its own.
jsonschema = import_module("jsonschema")

CASES = Path(__file__).parent / "cases"
SHAPE = re.compile(r"(KY02|KY03|KY04|VL\d\d|LD15) ")
GUESSED = CASES / "valid" / "nothing_is_guessed.yaml"
"""Editors do guess: there they ask for quotes, which is good advice."""


class EditorLoader(yaml.SafeLoader):
    """Reads scalars as editors do, by the core schema of YAML 1.2."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("bool", r"true|false", "tf"),
    ("null", r"~|null|", ["~", "n", ""]),
    ("int", r"[-+]?\d+", "-+0123456789"),
    ("float", r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?", "-+.0123456789"),
]:
    EditorLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), list(first)
    )


def read(path: Path) -> Any:
    return yaml.load(path.read_bytes(), Loader=EditorLoader)  # noqa: S506


@pytest.fixture(scope="module")
def validator() -> Any:
    schema = make_schema()
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema, format_checker=kind.FORMAT_CHECKER)


@pytest.mark.parametrize("key", list_library())
def test_shipped_instruments_are_valid(validator: Any, key: str) -> None:
    errors = [error.message for error in validator.iter_errors(read(find_file(key)))]

    assert errors == []


@pytest.mark.parametrize(
    "case",
    sorted(set((CASES / "valid").glob("*.yaml")) - {GUESSED}),
    ids=lambda path: path.stem,
)
def test_valid_cases_are_valid(validator: Any, case: Path) -> None:
    errors = [error.message for error in validator.iter_errors(read(case))]

    assert errors == []


def shape_cases() -> list[Path]:
    cases = sorted((CASES / "invalid").glob("*.yaml"))
    return [case for case in cases if SHAPE.search(case.read_text().partition("\n")[0])]


@pytest.mark.parametrize("case", shape_cases(), ids=lambda path: path.stem)
def test_cases_of_wrong_shape_are_refused(validator: Any, case: Path) -> None:
    assert not validator.is_valid(read(case))


def test_the_schema_can_be_written_as_json() -> None:
    schema = json.loads(json.dumps(make_schema()))

    assert schema["required"] == [
        "meter",
        "key",
        "version",
        "title",
        "language",
        "sections",
    ]
    assert "translations" not in schema["properties"]
    assert "entry" not in schema["$defs"]["Section"]["properties"]


def test_every_property_is_described_or_explains_itself() -> None:
    parts = make_schema()
    models = [parts, *parts["$defs"].values()]

    silent = {
        name
        for model in models
        for name, field in model["properties"].items()
        if "description" not in field
    }

    assert silent <= {"all", "any", "not", "type"}
