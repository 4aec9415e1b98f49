"""Instruments as whole documents in YAML: what a round keeps, word by word.

A file that somebody writes leaves defaults out and has its translations beside it. A
document says everything, so that reading it needs nothing else: the instrument that
comes back has the same fingerprint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from instruments.model.instrument import Instrument
from instruments.model.method_file import MethodFile

if TYPE_CHECKING:
    from pydantic import BaseModel

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

WIDTH = 88


def write_document(instrument: Instrument) -> str:
    """Write an instrument with its defaults and translations."""
    return _dump(instrument.to_document())


def read_document(text: str) -> Instrument:
    """Read what `write_document` wrote.

    Raises:
        ValidationError: it is no instrument.
    """
    # No file that a stranger wrote is read so: the loader makes plain values alone.
    return Instrument.model_validate(yaml.load(text, Loader=LOADER))  # noqa: S506


def write_method(instrument: Instrument, key: str) -> str:
    """Write one method of an instrument, with its ladders, as a method file."""
    method = instrument.method(key)
    stages = {name: instrument.stages[name] for name in method.stages}
    file = MethodFile(
        meter=1,
        instrument=instrument.key,
        key=key,
        versions=(instrument.version,),
        method=method,
        stages=stages,
    )
    return _dump(_plain(file))


def _plain(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(mode="json", by_alias=True, exclude_none=True)


def _dump(document: dict[str, Any]) -> str:
    text: str = yaml.dump(
        document, Dumper=DUMPER, allow_unicode=True, sort_keys=False, width=WIDTH
    )
    return text
