"""docs/instruments.md is the language: its examples check, and it names every key."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from instruments import check_file
from instruments.model.instrument import Instrument
from instruments.model.method_file import MethodFile
from instruments.model.methods import Method
from instruments.model.questionnaire import Section
from instruments.reading.operands import read_operands
from instruments.reading.source import read_source
from instruments.schema import make_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instruments.model.text import Model

MANUAL = (Path(__file__).parents[2] / "docs" / "instruments.md").read_text("utf-8")
BLOCKS = re.findall(r"^```([^\n]*)\n(.*?)^```$", MANUAL, re.MULTILINE | re.DOTALL)
WHOLE = [body for language, body in BLOCKS if language == "yaml"]
FRAGMENTS = [body for language, body in BLOCKS if language == "yaml fragment"]
CODE = " ".join([*re.findall(r"`([^`\n]+)`", MANUAL), *(body for _, body in BLOCKS)])


def read(body: str) -> dict[str, Any]:
    data = read_operands(read_source(body.encode(), "manual").data)
    assert isinstance(data, dict)
    return data


def key_of(body: str) -> str:
    return str(read(body)["key"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every whole file of the manual."""
    folder = tmp_path_factory.mktemp("manual")
    for body in WHOLE:
        (folder / f"{key_of(body)}.yaml").write_text(body, encoding="utf-8")
    return folder


@pytest.mark.parametrize("key", [key_of(body) for body in WHOLE])
def test_a_whole_file_of_the_manual_has_no_finding(folder: Path, key: str) -> None:
    assert [str(one) for one in check_file(folder / f"{key}.yaml")] == []


def test_the_keys_of_the_files_are_different() -> None:
    assert len({key_of(body) for body in WHOLE}) == len(WHOLE)


@pytest.mark.parametrize("body", FRAGMENTS, ids=lambda body: body.partition(":")[0])
def test_a_part_of_the_manual_has_the_shape_of_the_grammar(body: str) -> None:
    data = read(body)
    item = {"key": "a", "type": "yes_no", "ask": "A"}
    section = {"key": "s", "title": "S", "items": [item]}
    head = {"key": "k", "version": "1", "title": "T", "language": "en"}
    model: type[Model] = Instrument
    whole: dict[str, Any] = {**head, "sections": [section], **data}
    if data.keys() <= Section.model_fields.keys():
        model, whole = Section, {**section, **data}
    elif data.keys() <= Method.model_fields.keys() - {"stages"}:
        model, whole = Method, {"title": "M", **data}

    given = model.model_validate(whole).model_fields_set

    assert given == whole.keys()


def list_words(part: Any) -> Iterator[str]:
    """Walk the keys and the fixed words of a JSON schema."""
    if isinstance(part, list):
        for one in part:
            yield from list_words(one)
    if isinstance(part, dict):
        yield from part.get("properties", {})
        words = [*part.get("enum", ()), part.get("const")]
        yield from (word for word in words if isinstance(word, str))
        for one in part.values():
            yield from list_words(one)


@pytest.mark.parametrize(
    "word",
    sorted(
        {*list_words(make_schema()), *list_words(MethodFile.model_json_schema())}
        - {"entry", "translations"}
    ),
)
def test_every_key_and_fixed_word_stands_in_the_manual(word: str) -> None:
    assert re.search(rf"\b{word}\b", CODE)
