"""A document says all of an instrument: what comes back has the same fingerprint."""

from __future__ import annotations

import pytest
import yaml

from instruments import list_library, load_instrument
from instruments.model.method_file import MethodFile
from instruments.reading.documents import read_document, write_document, write_method


@pytest.mark.parametrize("key", list_library())
def test_every_instrument_comes_back_whole(key: str) -> None:
    instrument = load_instrument(key)

    again = read_document(write_document(instrument))

    assert again.fingerprint == instrument.fingerprint
    assert again.meaning == instrument.meaning
    assert again == instrument


def test_a_method_has_its_ladders_and_its_instrument() -> None:
    meter = load_instrument("meter")

    found = MethodFile.model_validate(yaml.safe_load(write_method(meter, "default")))

    assert (found.instrument, found.key) == ("meter", "default")
    assert found.method == meter.methods["default"]
    assert found.stages == {key: meter.stages[key] for key in found.method.stages}


def test_words_stand_as_they_are_written() -> None:
    text = write_document(load_instrument("egdi"))

    assert "\\u" not in text
    assert "language: en" in text
