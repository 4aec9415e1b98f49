"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO

from meter.exchange.errors import UnwritableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def explaining(what: str) -> Iterator[None]:
    """Say why something cannot be written.

    Raises:
        UnwritableFileError: names it, and the reason.
    """
    try:
        yield
    except OSError as error:
        raise UnwritableFileError(what, say_reason(error)) from None


def say_reason(error: OSError) -> str:
    """Say in few words what the system says: 'No space left on device'."""
    return os.strerror(error.errno) if error.errno else str(error)


def check_folder(path: Path) -> None:
    """See whether a file could be written, before any work is done for it.

    Raises:
        UnwritableFileError: its folder is not there, or takes no file.
    """
    with explaining(str(path)), TemporaryFile(dir=path.parent):
        pass


@contextmanager
def write_whole(path: Path, mode: int = 0o666) -> Iterator[BinaryIO]:
    """Open a file that takes the place of a former one when the block ends.

    When the block fails, the former one stays as it was. The file has its mode, less
    the umask, from its first moment on.

    Raises:
        UnwritableFileError: it cannot be written there.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with explaining(str(path)):
        _remove(part)
        try:
            with _open_new(part, mode) as file:
                yield file
            part.replace(path)
        finally:
            _remove(part)


def _open_new(path: Path, mode: int) -> BinaryIO:
    """Open a file that nobody else made, and no link to another one."""

    def create(name: str, flags: int) -> int:
        return os.open(name, flags | os.O_EXCL, mode)

    return open(path, "wb", opener=create)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


class LateFile:
    """A file whose first error is kept until somebody asks for it.

    What writes a workbook complains of a full disk a second time when it is thrown
    away, where nobody can answer; so it is told nothing, and the rest goes nowhere.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._error: OSError | None = None

    def write(self, data: bytes) -> int:
        """Write, as long as there was no error."""
        if self._error is None:
            with self._keeping_error():
                self._file.write(data)
        return len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move, as long as there was no error."""
        if self._error is None:
            with self._keeping_error():
                return self._file.seek(offset, whence)
        return 0

    def tell(self) -> int:
        """Tell where the file is; 0 once there was an error."""
        return self._file.tell() if self._error is None else 0

    def flush(self) -> None:
        """Write what waits, as long as there was no error."""
        if self._error is None:
            with self._keeping_error():
                self._file.flush()

    def check(self) -> None:
        """Raise the error that was kept, if there was any.

        Raises:
            OSError: the file could not be written.
        """
        if self._error is not None:
            raise self._error

    @contextmanager
    def _keeping_error(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._error = error
