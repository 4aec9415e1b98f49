"""The sharing of tests among workers: what stays together, and what starts first."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sharing import BY_LANGUAGE, FIRST, LongestFirst

ROOT = Path(__file__).parents[2]
LAST = "tests/webapp/test_words.py"


class Worker:
    """Writes down what it is given."""

    def __init__(self, tests: list[str]) -> None:
        self.tests = tests
        self.given: list[str] = []
        self.gateway = SimpleNamespace(id="one")
        self.shutting_down = False

    def send_runtest_some(self, places: list[int]) -> None:
        self.given += [self.tests[place] for place in places]

    def shutdown(self) -> None:
        """Stay."""


def share_out(tests: list[str]) -> list[list[str]]:
    """Share tests out among two workers; say what each is given to begin with."""
    options = SimpleNamespace(loadscopereorder=True)
    config: Any = SimpleNamespace(getvalue=lambda _: ["2*popen"], option=options)
    sharing = LongestFirst(config)
    workers: list[Any] = [Worker(tests), Worker(tests)]
    for worker in workers:
        sharing.add_node(worker)
        sharing.add_node_collection(worker, tests)
    sharing.schedule()
    return [worker.given for worker in workers]


def test_languages_of_the_walk_are_shared_out_and_start_first() -> None:
    rest = [f"{LAST}::test_{number}" for number in range(9)]
    walk = f"{BY_LANGUAGE}::test_a_page"
    english = [f"{walk}[en-{name}]" for name in ("home", "early section", "six")]
    arabic = [f"{walk}[ar-{name}]" for name in ("home", "early section", "six")]

    given = share_out([*rest, *english, *arabic])

    assert given == [english, arabic]


def test_any_other_file_stays_with_one_worker() -> None:
    access = [
        f"tests/trust/test_access.py::test_all[{one}]" for one in ("a-b", "c-d", "e")
    ]
    rest = [f"{LAST}::test_{number}" for number in range(9)]

    assert share_out([*rest, *access]) == [access, rest]


@pytest.mark.parametrize("place", FIRST)
def test_what_starts_first_is_there(place: str) -> None:
    assert (ROOT / place).exists()


def test_this_run_is_shared_out_so(pytestconfig: pytest.Config) -> None:
    hook = pytestconfig.pluginmanager.hook
    config: Any = SimpleNamespace(
        getvalue=lambda name: {"dist": "loadfile"}.get(name, ["2*popen"])
    )

    assert isinstance(
        hook.pytest_xdist_make_scheduler(config=config, log=None), LongestFirst
    )
