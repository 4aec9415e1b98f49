"""Writers: jobs that return only when what they wrote would survive a crash.

On SQLite one thread commits many jobs together: a commit costs one wait for the
disk, however many jobs share it. PostgreSQL groups commits by itself.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from sqlalchemy.exc import DBAPIError, OperationalError

from meter.storage.errors import NotSavedError, StoreClosedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Engine, NestedTransaction

T = TypeVar("T")
MOST_JOBS_A_COMMIT = 128


class Writer(Protocol):
    """Something that carries out jobs on a writing connection."""

    def write(self, job: Callable[[Connection], T]) -> T:
        """Return what the job returns once it is on disk; raise what it raises."""

    def close(self) -> None:
        """Finish what was begun and take no more."""


class DirectWriter:
    """Gives each job a transaction of its own, in the thread that asks."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._closed = False

    def write(self, job: Callable[[Connection], T]) -> T:
        """Run the job and commit; nothing stays if either fails."""
        if self._closed:
            raise StoreClosedError
        try:
            with self._engine.begin() as connection:
                return job(connection)
        except OperationalError as error:
            raise NotSavedError(str(error.orig)) from error

    def close(self) -> None:
        """Take no more jobs."""
        self._closed = True


class GroupWriter:
    """Hands jobs to one thread, which commits all that wait together.

    Each job of several has a savepoint, so one that fails leaves the others alone.
    Nobody is told anything, good or bad, before the commit: also a refusal may rest
    on what an earlier job of the group wrote.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: SimpleQueue[_Task | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(
            target=self._run, name="meter-writer", daemon=True
        )
        self._thread.start()

    def write(self, job: Callable[[Connection], T]) -> T:
        """Wait for the job's group to be committed, then return its result."""
        if threading.current_thread() is self._thread:
            raise NestedWriteError
        task = _Task(job)
        with self._lock:
            if self._closed:
                raise StoreClosedError
            self._waiting.put(task)
        result: T = task.future.result()
        return result

    def close(self) -> None:
        """Commit what waits, then end the thread."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        more = True
        while more:
            group, more = self._next_group()
            if group:
                self._commit(group)

    def _next_group(self) -> tuple[list[_Task], bool]:
        """Wait for a job, then take all that wait; False when closing."""
        group: list[_Task] = []
        task = self._waiting.get()
        try:
            while task is not None:
                group.append(task)
                if len(group) == MOST_JOBS_A_COMMIT:
                    return group, True
                task = self._waiting.get_nowait()
        except Empty:
            return group, True
        return group, False

    def _commit(self, group: list[_Task]) -> None:
        try:
            if len(group) == 1:
                group[0].run(self._engine)
                return
            with self._engine.begin() as connection:
                for task in group:
                    task.attempt(connection)
        except BaseException as error:  # noqa: BLE001  (every waiting thread is told)
            for task in group:
                task.lose(error)
        else:
            for task in group:
                task.tell()


class _Task:
    """A job, what came of it, and the thread that waits for that."""

    def __init__(self, job: Callable[[Connection], Any]) -> None:
        self.future: Future[Any] = Future()
        self._job = job
        self._result: Any = None
        self._error: BaseException | None = None

    def run(self, engine: Engine) -> None:
        """Run the job in a transaction of its own: a savepoint costs a fifth more."""
        try:
            with engine.begin() as connection:
                self._result = self._try(connection)
        except BaseException as error:  # noqa: BLE001  (told, as all that fails is)
            if error is not self._error:
                self.lose(error)
                return
        self.tell()

    def _try(self, connection: Connection) -> Any:
        try:
            return self._job(connection)
        except BaseException as error:
            self._error = error
            raise

    def attempt(self, connection: Connection) -> None:
        """Run the job; undo it alone if it fails.

        A database that has dropped the whole transaction, as on a full disk, cannot
        go back to the savepoint: that raises and loses the group.
        """
        savepoint = connection.begin_nested()
        try:
            self._result = self._try(connection)
        except BaseException as error:  # noqa: BLE001  (raised where it is waited for)
            self._undo(savepoint, error)
        else:
            # A savepoint that cannot be released cannot be undone alone either.
            savepoint.commit()

    @staticmethod
    def _undo(savepoint: NestedTransaction, cause: BaseException) -> None:
        try:
            savepoint.rollback()
        except DBAPIError as gone:
            raise cause from gone

    def tell(self) -> None:
        """Hand over the outcome, after the commit."""
        if isinstance(self._error, OperationalError):
            self.lose(self._error)
        elif self._error is not None:
            self.future.set_exception(self._error)
        else:
            self.future.set_result(self._result)

    def lose(self, error: BaseException) -> None:
        """Say that nothing was saved; each thread gets an error of its own."""
        cause = getattr(error, "orig", None) or error
        not_saved = NotSavedError(str(cause))
        not_saved.__cause__ = error
        self.future.set_exception(not_saved)


class NestedWriteError(RuntimeError):
    """A job tried to write through the store instead of its connection."""

    def __init__(self) -> None:
        super().__init__("A job writes on the connection that it is given.")
