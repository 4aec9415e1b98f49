"""Names of units: those that stand in two rows are found at any number of rows."""

from __future__ import annotations

from itertools import islice
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
    Places = NDArray[np.intp]
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


class Repeats:
    """Rows whose hash an earlier row has: the first of them, and how many.

    Attributes:
        count: how many there are.
        rows: the first LIMIT of them, rising.
        hashes: of those.
    """

    def __init__(self) -> None:
        self.count = 0
        self.rows: Places = np.empty(0, dtype=np.intp)
        self.hashes: Hashes = np.empty(0, dtype=np.int64)

    def add(self, rows: Places, hashes: Hashes) -> None:
        """Count some more; only the first are kept, whatever their number."""
        self.count += len(rows)
        every = np.concatenate([self.rows, rows])
        first = np.argsort(every)[:LIMIT]
        self.rows = every[first]
        self.hashes = np.concatenate([self.hashes, hashes])[first]


def find_again(hashes: Hashes) -> Places:
    """Find the places of hashes that stand at an earlier place too."""
    rising = np.sort(hashes)
    if not (rising[1:] == rising[:-1]).any():
        return np.empty(0, dtype=np.intp)
    order = np.argsort(hashes, kind="stable")
    again: Places = order[1:][hashes[order[1:]] == hashes[order[:-1]]]
    return again


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
        repeats = self._find_repeats()
        if not repeats.count:
            return [], 0
        found = self._confirm(batches, set(repeats.hashes.tolist()), column)
        cells = list(islice(found, LIMIT))
        confirmed = len(cells) + sum(1 for _ in found)
        # Two names of one hash are as good as never met; they are told apart here.
        is_all = repeats.count <= len(repeats.hashes)
        return cells, confirmed if is_all else max(repeats.count, confirmed)

    def _find_repeats(self) -> Repeats:
        repeats = Repeats()
        parts = -(-self._count // AT_ONCE)
        for part in range(parts):
            self._find_in_part(part, parts, repeats)
        return repeats

    def _find_in_part(self, part: int, parts: int, repeats: Repeats) -> None:
        """Find what repeats an earlier hash, of every so-manieth hash.

        What stands again within some rows is left there, so that a part is about
        AT_ONCE large even where all rows have one name.
        """
        # Rows without a name are found where they are read.
        nameless = self._hash([""])[0]
        rows, hashes = [], []
        for start, some in self._read():
            is_here = some.view(np.uint64) % np.uint64(parts) == part
            chosen = np.flatnonzero(is_here & (some != nameless))
            again = find_again(some[chosen])
            repeats.add(chosen[again] + start, some[chosen[again]])
            chosen = np.delete(chosen, again)
            rows.append(chosen + start)
            hashes.append(some[chosen])
        places, every = np.concatenate(rows), np.concatenate(hashes)
        again = find_again(every)
        repeats.add(places[again], every[again])

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
