"""What may stop scoring that is spread over machines.

StateError, exit 12, state
    MissingEngineError  the libraries for it are not installed
    SchedulerError      no scheduler answers at an address
    LostWorkersError    workers ended again and again
    PlaceTakenError     there is something already where scores shall be
DataError, exit 11, data
    NoFolderError       what shall be spread is no folder
"""

from __future__ import annotations

from meter.errors import DataError, StateError


class MissingEngineError(StateError):
    """The libraries that spread work are not installed."""

    def __init__(self) -> None:
        super().__init__(
            "The engine dask is not installed. Install it with: "
            "pip install 'meter-engine[distributed]', or leave out --engine: one "
            "process scores files of any size."
        )


class SchedulerError(StateError):
    """No scheduler answers."""

    def __init__(self, address: str, problem: str) -> None:
        self.address = address
        self.problem = problem
        super().__init__(
            f"No scheduler answers at '{address}' ({problem}). Start it with "
            "`dask scheduler`, or leave out --scheduler to use this machine."
        )


class LostWorkersError(StateError):
    """Workers ended again and again over the same piece."""

    def __init__(self) -> None:
        super().__init__(
            "Workers ended several times over the same part of the answers, most "
            "likely for want of memory. Give them more, or write the answers in "
            "smaller row groups. Nothing was written."
        )


class PlaceTakenError(StateError):
    """There is something already where a folder of scores shall be."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(
            f"'{path}' is there already. Name a folder that is not there yet with -o."
        )


class NoFolderError(DataError):
    """What shall be spread is no folder of Parquet files."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"'{name}' is no folder. The engine dask scores a folder of .parquet "
            "files; leave out --engine to score one file."
        )
