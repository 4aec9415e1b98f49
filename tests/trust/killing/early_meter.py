"""The program `meter` with a planted mistake: it acknowledges before it commits.

Every job of a group is answered as soon as it has run; the commit follows after a
wait, as on a slow disk. Whoever kills this server loses what was acknowledged.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from typing_extensions import override

from meter.cli import main
from meter.storage import writer

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

DISK_SECONDS = 0.05


class EarlyTask(writer._Task):
    """A job that is answered as soon as it has run."""

    @override
    def run(self, engine: Engine) -> None:
        """Run the job alone, too, and hand over its outcome before the commit."""
        with engine.begin() as connection:
            self.attempt(connection)

    @override
    def attempt(self, connection: Connection) -> None:
        """Run the job and hand over its outcome before the commit."""
        super().attempt(connection)
        super().tell()
        time.sleep(DISK_SECONDS)

    @override
    def tell(self) -> None:
        """Say nothing more: everything has been said too early."""

    @override
    def lose(self, error: BaseException) -> None:
        """Say nothing of a commit that failed, either."""


writer._Task = EarlyTask  # type: ignore[misc]

if __name__ == "__main__":
    main()
