"""Files appear whole or not at all, and what stops them is said in a sentence."""

from __future__ import annotations

import errno
import gc
import io
import os
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from typing_extensions import override

from meter.exchange.errors import UnwritableFileError
from meter.exchange.score_files import XlsxScores
from meter.exchange.whole_files import LateFile, check_folder, say_reason, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from typing_extensions import Buffer


class SmallDisk(io.BytesIO):
    """A file that takes so many bytes."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    @override
    def write(self, data: Buffer) -> int:
        if self.tell() + len(bytes(data)) > self.room:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)


def test_a_file_is_there_when_the_block_ends_and_not_before(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("old")

    with write_whole(path) as file:
        file.write(b"new")
        assert path.read_text() == "old"

    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_block_that_fails_leaves_the_former_file(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("old")

    def fail() -> None:
        with write_whole(path) as file:
            file.write(b"new")
            raise OSError(errno.ENOSPC, "odd words", str(path))

    with pytest.raises(UnwritableFileError) as caught:
        fail()

    assert str(caught.value) == (
        f"'{path}' cannot be written (No space left on device). Choose another place."
    )
    assert caught.value.exit_code == 12
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_left_half_may_stay_where_nothing_can_be_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("os.open", refuse)
    monkeypatch.setattr("pathlib.Path.unlink", refuse)

    with (
        pytest.raises(UnwritableFileError, match="Read-only file system"),
        write_whole(tmp_path / "x.csv"),
    ):
        pass


@pytest.fixture
def usual_umask() -> Iterator[None]:
    former = os.umask(0o022)
    yield
    os.umask(former)


@pytest.mark.usefixtures("usual_umask")
@pytest.mark.parametrize(
    ("asked", "mode"), [({}, 0o644), ({"mode": 0o600}, 0o600), ({"mode": 0o660}, 0o640)]
)
def test_a_file_has_its_mode_before_anything_is_in_it(
    tmp_path: Path, asked: dict[str, int], mode: int
) -> None:
    path = tmp_path / "x.csv"

    with write_whole(path, **asked) as file:
        begun = os.fstat(file.fileno()).st_mode & 0o777

    assert (begun, path.stat().st_mode & 0o777) == (mode, mode)


@pytest.mark.parametrize("planted", [True, False])
def test_what_was_left_or_planted_under_its_name_is_not_written_to(
    tmp_path: Path, *, planted: bool
) -> None:
    path, other = tmp_path / "x.csv", tmp_path / "other"
    other.write_text("theirs")
    part = tmp_path / f".x.csv.{os.getpid()}.part"
    if planted:
        part.symlink_to(other)
    else:
        part.hardlink_to(other)

    with write_whole(path) as file:
        file.write(b"new")

    assert (other.read_text(), path.read_text()) == ("theirs", "new")
    assert not path.is_symlink()
    assert {*tmp_path.iterdir()} == {path, other}


def test_a_folder_is_tried_without_leaving_anything(tmp_path: Path) -> None:
    check_folder(tmp_path / "x.csv")
    assert list(tmp_path.iterdir()) == []

    with pytest.raises(UnwritableFileError, match="No such file or directory"):
        check_folder(tmp_path / "nowhere" / "x.csv")


def test_a_reason_is_what_the_system_says_of_it() -> None:
    detail = "Error writing bytes to file. Detail: [errno 28] No space left on device"

    assert say_reason(OSError(errno.ENOSPC, detail)) == "No space left on device"
    assert say_reason(OSError("odd")) == "odd"


@pytest.mark.parametrize("room", [0, 100, 3000])
def test_a_workbook_on_a_full_disk_complains_once(room: int) -> None:
    writer = XlsxScores(SmallDisk(room))
    writer.write(pa.table({"unit": [f"Unit {row}" for row in range(500)]}))

    with pytest.raises(OSError, match="No space left on device"):
        writer.close()

    del writer
    gc.collect()  # a second complaint would be a warning, and fail this test


def test_a_late_file_is_like_any_other_while_there_is_room() -> None:
    disk = SmallDisk(100)
    late = LateFile(disk)

    assert late.write(b"0123456789") == 10
    assert (late.seek(4), late.tell()) == (4, 4)
    late.write(b"x")
    late.flush()
    late.check()

    assert disk.getvalue() == b"0123x56789"


def test_a_late_file_keeps_the_first_error() -> None:
    late = LateFile(SmallDisk(4))

    assert late.write(b"01234") == 5
    assert (late.write(b"0"), late.seek(3), late.tell()) == (1, 0, 0)
    late.flush()

    with pytest.raises(OSError, match="No space left"):
        late.check()
