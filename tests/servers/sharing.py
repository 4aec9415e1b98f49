"""How the tests are shared out among workers: by file, the longest rooms first.

A file stays with one worker, for its fixtures; only the walk through all pages, which
takes longer than anything else, is shared out by language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdist.scheduler import LoadFileScheduling

if TYPE_CHECKING:
    from xdist.workermanage import WorkerController

BY_LANGUAGE = "tests/journeys/test_pages.py"
FIRST = (
    BY_LANGUAGE,
    "tests/trust/test_access.py",
    "tests/trust/test_hostile_text.py",
    "tests/journeys/",
    "tests/trust/",
    "tests/architecture/",
)
"""What starts first, so that no worker is left with something long at the end."""


class LongestFirst(LoadFileScheduling):
    """Gives each file to one worker, as `--dist loadfile` does, the long ones first."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return nodeid.partition("-")[0] if file == BY_LANGUAGE else file

    def _assign_work_unit(self, node: WorkerController) -> None:
        self.workqueue.move_to_end(min(self.workqueue, key=_find_place), last=False)
        super()._assign_work_unit(node)


def _find_place(share: str) -> int:
    places = (place for place, one in enumerate(FIRST) if share.startswith(one))
    return next(places, len(FIRST))
