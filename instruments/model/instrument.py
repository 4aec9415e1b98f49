"""The instrument: questionnaire, framework, methods and stages in one value."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field
from typing_extensions import override

from instruments.model.diagnostics import Diagnostic
from instruments.model.framework import Framework
from instruments.model.items import ChoiceItem, Item, YesNoItem
from instruments.model.methods import Method
from instruments.model.questionnaire import ProfileField, Section
from instruments.model.scales import YES_NO, Scale
from instruments.model.stages import StageRule
from instruments.model.text import WHOLE, Key, Language, Model, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.answers import Missing
    from instruments.model.repeats import Take
    from instruments.model.scales import Option

WORDS = frozenset({"title", "summary", "source", "intro", "ask", "help", "say", "hint"})
"""Fields that hold words alone; with `about` and `unit` they carry no meaning
that a score could depend on."""


class Instrument(Model):
    """A declared measuring tool. Immutable; a round freezes one as JSON.

    `translations` maps a language to texts by their path (see
    `instruments.translations`); it is filled by the loader from the `.po` files.
    """

    model_config = ConfigDict(ignored_types=(cached_property,))

    meter: Annotated[Literal[1], WHOLE] = Field(
        default=1, description="Version of this format."
    )
    key: Key = Field(description="Stable name of the instrument.")
    version: Text = Field(description="Changes with every edition.")
    title: Text = Field(description="What the instrument is called.")
    summary: Text | None = Field(default=None, description="What it is and for whom.")
    source: Text | None = Field(default=None, description="Where it comes from.")
    language: Language = Field(description="The language it is written in, such as en.")
    profile: tuple[ProfileField, ...] = Field(
        default=(), description="Facts about the unit, never scored."
    )
    scales: dict[Key, Scale] = Field(
        default_factory=dict, description="Options that several items share."
    )
    sections: tuple[Section, ...] = Field(
        min_length=1, description="What is asked, in order."
    )
    framework: Framework | None = Field(default=None, description="What is measured.")
    methods: dict[Key, Method] = Field(
        default_factory=dict, description="How answers become scores."
    )
    stages: dict[Key, StageRule] = Field(
        default_factory=dict, description="Ladders over scores."
    )
    diagnostics: dict[Key, Diagnostic] = Field(
        default_factory=dict, description="Patterns that a ladder does not show."
    )
    translations: dict[Language, dict[str, str]] = Field(default_factory=dict)

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """All items by key, in the order in which they are asked."""
        return {item.key: item for part in self.sections for item in part.items}

    @cached_property
    def section_of(self) -> Mapping[str, Section]:
        """The section that asks each item, by item key."""
        return {item.key: part for part in self.sections for item in part.items}

    @cached_property
    def repeated(self) -> Mapping[str, tuple[str, ...]]:
        """The items asked for each entry of a list, by the key that nodes name."""
        groups: dict[str, tuple[str, ...]] = {}
        for part in self.sections:
            if part.entry is not None:
                for item in part.items:
                    group = item.key.removesuffix(f"_{part.entry.key}")
                    groups[group] = (*groups.get(group, ()), item.key)
        return groups

    def take_of(self, group: str) -> Take:
        """Tell what the answers to the items of a repeated group come to.

        Raises:
            KeyError: no repeated section asks an item of that name.
        """
        repeat = self.section_of[self.repeated[group][0]].repeat
        return repeat.take if repeat else "mean"

    def with_method(
        self, key: str, method: Method, stages: Mapping[str, StageRule] | None = None
    ) -> Instrument:
        """Give the instrument with one more method, and the ladders that it needs.

        What is asked stays, and so does the meaning. A method or ladder of the same
        key is replaced.
        """
        return self.model_copy(
            update={
                "methods": {**self.methods, key: method},
                "stages": {**self.stages, **(stages or {})},
            }
        )

    @override
    def model_copy(
        self, *, update: Mapping[str, Any] | None = None, deep: bool = False
    ) -> Self:
        """Copy, without what has been worked out from the former content."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied

    @property
    def languages(self) -> tuple[str, ...]:
        """The instrument's own language first, then those it is translated into."""
        return (self.language, *sorted(self.translations))

    def scale_of(self, item: Item) -> Scale | None:
        """Find the scale that a choice item shares; None where it has none."""
        if isinstance(item, ChoiceItem) and item.scale is not None:
            return self.scales[item.scale]
        if isinstance(item, YesNoItem) and item.options is None:
            return self.scales.get("yes_no", YES_NO)
        return None

    def options_of(self, item: Item) -> tuple[Option, ...]:
        """List the options of an item; empty for items without options."""
        scale = self.scale_of(item)
        if scale is not None:
            return scale.options
        return getattr(item, "options", None) or ()

    def allowed_of(self, item: Item) -> tuple[Missing, ...]:
        """List the reasons that a respondent may give instead of an answer."""
        if item.allow is not None:
            return item.allow
        scale = self.scale_of(item)
        return scale.allow if scale else ()

    def method(self, key: str | None = None) -> Method:
        """Get a method; without a key `default`, else the first declared.

        Raises:
            KeyError: there is no such method.
        """
        return self.methods[key or self.default_method]

    @property
    def default_method(self) -> str:
        """Name the method used where none is asked for.

        Raises:
            KeyError: the instrument declares no method (nothing is scored).
        """
        if "default" in self.methods:
            return "default"
        return next(iter(self.methods))

    def to_document(self) -> dict[str, Any]:
        """Write the instrument as plain JSON values; `model_validate` reads it.

        Defaults are spelt out, so that a default that changes in a later version
        of the program leaves a frozen instrument as it was.
        """
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)

    @cached_property
    def fingerprint(self) -> str:
        """Hash the whole declared content, words and translations too.

        Values that equal a default leave no trace, so that a grammar that has
        grown gives an old instrument the fingerprint that it always had.
        """
        return _digest(_plain(self))

    @cached_property
    def meaning(self) -> str:
        """Hash what answers mean: keys, types, options, points, conditions, tags.

        Words, translations, weights, methods and stages leave it as it is, so
        that two versions with one meaning hold comparable answers.
        """
        document = _plain(self)
        # Words given to the built-in yes and no must not change the meaning.
        document.setdefault("scales", {}).setdefault("yes_no", _plain(YES_NO))
        shape = {name: document.get(name) for name in ("key", "scales", "sections")}
        return _digest(_without_words(shape))

    def method_fingerprint(self, key: str | None = None) -> str:
        """Hash everything that turns coded answers into scores and stages.

        How sure a score is does not change it: alternatives leave no trace.
        """
        method = self.method(key).model_copy(update={"alternatives": None})
        parts = {
            "framework": self.framework,
            "method": method,
            "stages": {name: self.stages[name] for name in method.stages},
        }
        plain = {name: _plain(part) for name, part in parts.items() if part is not None}
        return _digest(_without_words(plain))


def _plain(part: Any) -> dict[str, Any]:
    if isinstance(part, dict):
        return {name: _plain(value) for name, value in part.items()}
    plain: dict[str, Any] = part.model_dump(
        mode="json", by_alias=True, exclude_defaults=True
    )
    return plain


def _without_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: _without_words(part)
            for name, part in value.items()
            if name not in WORDS | {"about", "unit"} or not isinstance(part, str | None)
        }
    if isinstance(value, list):
        return [_without_words(part) for part in value]
    return value


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
