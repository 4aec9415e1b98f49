"""What the model expects at a place of the file: the keys known there."""

from __future__ import annotations

from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Tag

from instruments.model.instrument import Instrument
from instruments.model.items import Item

HIDDEN = frozenset({"translations", "entry"})
"""Fields that the loader fills and authors do not write: of all, and of a section."""

REQUIRED_IN_FILES = ("meter",)
"""Fields that a file must state although a stored instrument may leave them out."""


def list_keys(place: tuple[str | int, ...]) -> list[str]:
    """List the keys that may stand at a place, given as pydantic names it."""
    kind: Any = Instrument
    for part in place:
        kind = _step(_plain(kind), part)
    return list(_fields(_plain(kind)))


def list_item_types(key: str) -> tuple[str, ...]:
    """List the answer types whose items may have a key."""
    union = _plain(Item)
    return tuple(
        tag
        for kind in get_args(union)
        if key in _fields(_plain(kind))
        for tag in _tags(kind)
    )


def _plain(kind: Any) -> Any:
    """Look through annotations and through `| None`."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if _is_union(kind):
        members = [one for one in get_args(kind) if one is not type(None)]
        if len(members) == 1:
            return _plain(members[0])
    return kind


def _is_union(kind: Any) -> bool:
    return get_origin(kind) in {Union, UnionType}


def _step(kind: Any, part: str | int) -> Any:
    if _is_union(kind):
        return next((one for one in get_args(kind) if part in _tags(one)), None)
    if get_origin(kind) is tuple:
        return get_args(kind)[0]
    if get_origin(kind) is dict:
        return get_args(kind)[1]
    return _fields(kind).get(str(part))


def _tags(kind: Any) -> tuple[str, ...]:
    """List what a member of a union goes by: its tag, or its literal `kind`."""
    tags = tuple(one.tag for one in get_args(kind)[1:] if isinstance(one, Tag))
    return tags or get_args(_fields(kind).get("kind"))


def _fields(kind: Any) -> dict[str, Any]:
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return {}
    return {
        field.alias or name: field.annotation
        for name, field in kind.model_fields.items()
        if name not in HIDDEN
    }
