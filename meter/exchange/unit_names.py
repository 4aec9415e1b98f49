"""Names of units: those that stand in two rows are found at any number of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from meter.exchange.spool import explaining_room, open_temporary
from scoring.cells import LIMIT
from scoring.frames import name_repeated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Self

    from numpy.typing import NDArray

    from scoring.cells import BadCell
    from scoring.reading import Rows

    Hashes = NDArray[np.int64]
    HashNames = Callable[[Sequence[str]], Hashes]

AT_ONCE = 1 << 19
"""Hashes that are sorted at a time."""


class NamedRows(Protocol):
    """Rows of a table whose units have names."""

    @property
    def rows(self) -> Rows:
        """Their numbers as a spreadsheet counts."""

    @property
    def units(self) -> Sequence[str]:
        """The names of the units."""


def hash_here(units: Sequence[str]) -> Hashes:
    """Hash names quickly; in another process the same name has another hash."""
    return np.fromiter(map(hash, units), dtype=np.int64, count=len(units))


class UnitNames:
    """Hashes of names, eight bytes a row, out of memory where they are many."""

    def __init__(
        self, hash_names: Callable[[Sequence[str]], Hashes] | None = None
    ) -> None:
        self._hash = hash_names or hash_here
        self._count = 0
        self._file = open_temporary()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, units: Sequence[str]) -> None:
        """Keep the hashes of some names.

        Raises:
            UnwritableFileError: there is no room for temporary files.
        """
        self.add_hashes(self._hash(units))

    def add_hashes(self, hashes: Hashes) -> None:
        """Keep hashes of the next names.

        Raises:
            UnwritableFileError: there is no room for temporary files.
        """
        with explaining_room():
            self._file.write(hashes.tobytes())
        self._count += len(hashes)

    def find_repeated(
        self, batches: Iterable[NamedRows], column: str
    ) -> tuple[list[BadCell], int]:
        """Find rows whose unit stands in an earlier row too.

        Args:
            batches: the rows whose names were added, once more.
            column: the name of the column that names the units.

        Returns:
            The first such rows up to LIMIT, and how many there are in all.
        """
        suspects, count = self._find_suspects()
        if not count:
            return [], 0
        cells = list(self._confirm(batches, set(suspects), column))
        # Two names of one hash are as good as never met; they are told apart here.
        is_all = count <= len(suspects)
        return cells[:LIMIT], len(cells) if is_all else max(count, len(cells))

    def _find_suspects(self) -> tuple[list[int], int]:
        """Give the hashes that are met again first, and count all that are."""
        parts = -(-self._count // AT_ONCE)
        found = [self._find_in_part(part, parts) for part in range(parts)]
        count = sum(len(rows) for rows, _ in found)
        if not count:
            return [], 0
        rows = np.concatenate([rows for rows, _ in found])
        hashes = np.concatenate([hashes for _, hashes in found])
        return hashes[np.argsort(rows)[:LIMIT]].tolist(), count

    def _find_in_part(self, part: int, parts: int) -> tuple[Hashes, Hashes]:
        """Give rows and hashes that repeat an earlier one, of every so-manieth hash."""
        rows, hashes = [], []
        for start, some in self._read():
            chosen = np.flatnonzero(some.view(np.uint64) % np.uint64(parts) == part)
            hashes.append(some[chosen])
            rows.append(chosen + start)
        every, places = np.concatenate(hashes), np.concatenate(rows)
        rising = np.sort(every)
        if not (rising[1:] == rising[:-1]).any():
            return places[:0], every[:0]
        order = np.argsort(every, kind="stable")
        again = order[1:][every[order[1:]] == every[order[:-1]]]
        return places[again], every[again]

    def _read(self) -> Iterator[tuple[int, Hashes]]:
        self._file.seek(0)
        for start in range(0, self._count, AT_ONCE):
            yield start, np.frombuffer(self._file.read(8 * AT_ONCE), dtype=np.int64)

    def _confirm(
        self, batches: Iterable[NamedRows], suspects: set[int], column: str
    ) -> Iterator[BadCell]:
        first: dict[str, int] = {}
        for batch in batches:
            hashes = self._hash(batch.units).tolist()
            for row, unit, one in zip(
                batch.rows.tolist(), batch.units, hashes, strict=True
            ):
                if unit and one in suspects:
                    seen = first.setdefault(unit, row)
                    if seen != row:
                        yield name_repeated(row, unit, column, seen)
