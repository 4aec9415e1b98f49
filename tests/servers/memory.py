"""Where tests write: in memory, where there is room for it.

On a disk most of a test's time goes by waiting until a commit is on it. A program that
is killed loses no more in memory than on a disk: what it has written is the system's.
"""

from __future__ import annotations

import os
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108  (files there get names that nobody can guess)
ROOM = 2 * 1024**3
"""Bytes that must be free; a run of all tests takes less than half of them."""


def find_memory() -> Path | None:
    """Find a folder in memory with room, from which programs may be run too."""
    if not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK)):
        return None
    found = os.statvfs(MEMORY)
    if found.f_flag & os.ST_NOEXEC or found.f_bavail * found.f_frsize < ROOM:
        return None
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return MEMORY if free >= ROOM else None
