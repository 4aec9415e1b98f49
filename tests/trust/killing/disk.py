"""A folder on a disk, where a commit takes its time: a kill may come in between."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

DISK = "/var/tmp"  # noqa: S108  (folders of our own in it)


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """Yield a folder on a disk; other tests write in memory, where nothing waits."""
    with TemporaryDirectory(prefix="meter-kills-", dir=DISK) as folder:
        yield Path(folder)
