"""A fresh application over a store without rows, as most tests of pages want it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jinja2 import BytecodeCache

from blank_store import lay_blank_store
from meter.settings import Settings
from webapp.app import Application, create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
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


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Compile each template once a run: a process of the program does no more."""
    with pytest.MonkeyPatch.context() as patched:
        options = {**Application.jinja_options, "bytecode_cache": CompiledOnce()}
        patched.setattr(Application, "jinja_options", options)
        yield


def make_app(folder: Path, clock: Clock) -> Flask:
    """Make the application over a store without rows that it finds in a folder."""
    lay_blank_store(folder)
    return create_app(Settings(data=folder, database_url=None), clock=clock)
