"""Workers: those of a scheduler somewhere, or two of this machine's own."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from meter.exchange.spread.errors import MissingEngineError, SchedulerError

if TYPE_CHECKING:
    from collections.abc import Iterator

WORKERS = 2

WORKER_MEMORY = "1GB"
"""What a worker of this machine may take before it is ended."""

_PATIENCE = 10
"""Seconds that a scheduler may take to answer."""


@contextmanager
def open_client(scheduler: str | None = None) -> Iterator[Any]:
    """Reach workers; those of this machine end with the block.

    They talk to each other encrypted: who else works on the machine gives them no task.

    Args:
        scheduler: its address, such as `tcp://10.0.0.5:8786`; None starts workers here.

    Raises:
        MissingEngineError: dask is not installed.
        SchedulerError: no scheduler answers.
    """
    try:
        import distributed
    except ImportError:
        raise MissingEngineError from None
    connect: Any = distributed.Client
    if scheduler is None:
        with _open_cluster() as cluster, connect(cluster) as client:
            yield client
        return
    try:
        client = connect(scheduler, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise SchedulerError(scheduler, str(error).split("\n")[0][:120]) from None
    with client:
        yield client


def _open_cluster() -> Any:
    import distributed

    start: Any = distributed.LocalCluster
    return start(
        n_workers=WORKERS,
        threads_per_worker=1,
        processes=True,
        memory_limit=WORKER_MEMORY,
        dashboard_address=None,
        security=True,
        silence_logs=logging.CRITICAL,
    )
