"""What a method file says, examined as a part of its instrument.

The method is put into the document of the instrument, and all checks of instruments
run over both. Only what is found in the method is told.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from instruments.reading.examination import examine
from instruments.reading.repeats import fold_repeats
from instruments.reading.source import Place, Source

if TYPE_CHECKING:
    from instruments.model.instrument import Instrument
    from instruments.model.methods import Method
    from instruments.model.stages import StageRule
    from instruments.reading.findings import Finding

STAND_IN = "a_method"
"""Names a method whose own key cannot be one."""

NOWHERE = 0
"""The line of what stands in the instrument and not in the file of the method."""


OF_DEFAULTS = frozenset({"WT15"})
"""What is found in the method that is used where none is named: no file is that one."""


class ExaminedMethod(NamedTuple):
    """The method, if its shape is right, its ladders, and all that was found."""

    method: Method | None
    stages: dict[str, StageRule]
    findings: list[Finding]


def examine_method(source: Source, base: Instrument) -> ExaminedMethod:
    """Examine the parts `method` and `stages` of a file with an instrument.

    Args:
        source: a mapping that was read.
        base: the instrument, with its repeated sections written out.
    """
    document = fold_repeats(base).to_document()
    document.pop("translations", None)
    merged = _merge(source, document)
    (key,) = merged.data["methods"]
    instrument, findings = examine(merged)
    told = [
        one for one in findings if one.line != NOWHERE and one.code not in OF_DEFAULTS
    ]
    told += _find_caused(source, document, findings)
    if instrument is None:
        return ExaminedMethod(None, {}, told)
    own = [str(name) for name in merged.root.parts["stages"].parts]
    stages = {name: instrument.stages[name] for name in own}
    return ExaminedMethod(instrument.methods[key], stages, told)


def _merge(source: Source, document: dict[str, Any]) -> Source:
    """Put the method into the document of an instrument that has no other method."""
    data, root = source.data, source.root
    key = str(data.get("key"))
    key = key if re.fullmatch(r"[a-z][a-z0-9_]{0,39}", key) else STAND_IN
    stages = data.get("stages") if isinstance(data.get("stages"), dict) else {}
    methods = {key: data["method"]} if "method" in data else {key: {"title": "?"}}
    merged = {
        **document,
        "methods": methods,
        "stages": {**document.get("stages", {}), **stages},
    }
    at = root.parts.get("method", root)
    return Source(source.file, merged, _place(key, at, root.parts.get("stages")))


def _place(key: str, method: Place, stages: Place | None) -> Place:
    """Say where the parts of a merged document stand in the file of the method."""
    spot = (method.line, method.column)
    methods = Place(NOWHERE, NOWHERE, {key: method}, {key: spot})
    own = stages or Place(NOWHERE, NOWHERE)
    ladders = Place(NOWHERE, NOWHERE, own.parts, own.keys)
    return Place(NOWHERE, NOWHERE, {"methods": methods, "stages": ladders})


def _find_caused(
    source: Source, document: dict[str, Any], findings: list[Finding]
) -> list[Finding]:
    """Put errors that the instrument has only with the method where that stands."""
    errors = [
        one for one in findings if one.line == NOWHERE and one.severity == "error"
    ]
    if not errors:
        return []
    alone = examine(Source(source.file, document, Place(NOWHERE, NOWHERE))).findings
    line, column = source.find_place(("method",))
    return [
        replace(one, line=line, column=column) for one in errors if one not in alone
    ]
