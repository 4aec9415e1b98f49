"""Applications of tests share what they compile, and nothing else."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from werkzeug.routing import Map, Rule

from tests.webapp.city import Clock
from tests.webapp.fresh import BuiltOnce, make_app

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def bind(monkeypatch: pytest.MonkeyPatch, built: BuiltOnce, rule: Rule) -> Map:
    def compile_once(of: Rule, append_unknown: bool) -> Callable[..., tuple[str, str]]:
        return built.compile(of, append_unknown)

    monkeypatch.setattr(Rule, "_compile_builder", compile_once)
    return Map([rule])


@pytest.mark.parametrize(
    ("first", "second", "address"),
    [
        ("/<int:n>", "/<int(fixed_digits=3):n>", "/007"),
        ("/<int:n>", "/<float:n>", "/7.0"),
        ("/<int:n>", "/<int:n>/", "/7/"),
        ("/<int:n>", "/<int:n>", "/7"),
    ],
)
def test_an_address_is_written_by_its_own_rule(
    monkeypatch: pytest.MonkeyPatch, first: str, second: str, address: str
) -> None:
    built = BuiltOnce()
    bind(monkeypatch, built, Rule(first, endpoint="one"))

    known = bind(monkeypatch, built, Rule(second, endpoint="other"))

    urls = known.bind("localhost")
    assert urls.build("other", {"n": 7}) == address
    assert urls.build("other", {"n": 7, "q": 1}) == f"{address}?q=1"


def test_defaults_are_of_their_own_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    built = BuiltOnce()
    bind(monkeypatch, built, Rule("/<int:n>", endpoint="one", defaults={"n": 1}))

    known = bind(
        monkeypatch, built, Rule("/<int:n>", endpoint="one", defaults={"n": 2})
    )

    assert known.bind("localhost").build("one") == "/2"


def test_another_application_compiles_no_route_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(make_app(tmp_path, Clock()).extensions["meter"].store):
        monkeypatch.setattr(Rule, "_get_func_code", None)

        again = make_app(tmp_path, Clock())

    assert len(list(again.url_map.iter_rules())) > 200
    again.extensions["meter"].store.close()
