from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from instruments.model.diagnostics import (
    Competition,
    Diagnostic,
    Digitalization,
    Integration,
    Toolkitization,
)

DIAGNOSTIC: TypeAdapter[Any] = TypeAdapter(Diagnostic)
SIDES: dict[type, dict[str, Any]] = {
    Competition: {"visible": "seen", "foundation": "base"},
    Digitalization: {"node": "x", "others": ["y", "z"]},
    Integration: {"front": "front", "back": "back"},
    Toolkitization: {"tool": "tool", "glue": "glue", "themes": ["x", "y"]},
}


@pytest.mark.parametrize("pattern", SIDES)
def test_the_kind_decides_what_is_declared(pattern: type) -> None:
    kind = pattern.__name__.lower()
    given = {"kind": kind, "title": "T", **SIDES[pattern]}

    assert type(DIAGNOSTIC.validate_python(given)) is pattern


@pytest.mark.parametrize(
    "part",
    [
        {"kind": "fallacy"},
        {"visible": "seen"},
        {"kind": "competition", "visible": "seen"},
        {"kind": "competition", **SIDES[Digitalization]},
        {"kind": "competition", **SIDES[Competition], "watch": "2"},
        {"kind": "competition", **SIDES[Competition], "guards": {"draws": "1"}},
        {"kind": "digitalization", "node": "x", "others": ["y"]},
        {"kind": "toolkitization", "tool": "t", "glue": "g", "themes": ["x"]},
    ],
)
def test_half_a_diagnostic_is_refused(part: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        DIAGNOSTIC.validate_python({"title": "T", **part})
