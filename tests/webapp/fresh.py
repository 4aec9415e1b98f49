"""A fresh application over a store without rows, as most tests of pages want it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jinja2 import BytecodeCache
from werkzeug.routing import Rule

from blank_store import lay_blank_store
from meter.settings import Settings
from webapp.app import Application, create_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import CodeType

    from flask import Flask
    from jinja2.bccache import Bucket

    from webapp.current import Clock


class CompiledOnce(BytecodeCache):
    """Keeps templates compiled from one application to the next; they do not differ."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self.kept[bucket.key, bucket.checksum] = bucket.code


class BuiltOnce:
    """Keeps what writes the addresses of a route, which each application compiles.

    What is kept looks its converters up in the rule that it is called of. Rules with
    defaults, which are written by the converters of their own map, are not kept.
    """

    def __init__(self) -> None:
        self.kept: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}
        self._compile = Rule._compile_builder

    def compile(
        self, rule: Rule, append_unknown: bool
    ) -> Callable[..., tuple[str, str]]:
        """Compile what writes an address, unless it was compiled for the same rule."""
        if rule.defaults:
            return self._compile(rule, append_unknown)
        key = (rule.rule, *rule._trace, append_unknown)
        if key not in self.kept:
            self.kept[key] = self._compile(rule, append_unknown)
        return self.kept[key]


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Compile templates and routes once a run: a process of the program does no more.

    Routes take most of the time in which an application is made.
    """
    built = BuiltOnce()

    def compile_once(
        rule: Rule, append_unknown: bool
    ) -> Callable[..., tuple[str, str]]:
        return built.compile(rule, append_unknown)

    with pytest.MonkeyPatch.context() as patched:
        options = {**Application.jinja_options, "bytecode_cache": CompiledOnce()}
        patched.setattr(Application, "jinja_options", options)
        patched.setattr(Rule, "_compile_builder", compile_once)
        yield


def make_app(folder: Path, clock: Clock) -> Flask:
    """Make the application over a store without rows that it finds in a folder."""
    lay_blank_store(folder)
    return create_app(Settings(data=folder, database_url=None), clock=clock)
