from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.webapp.city import City


@pytest.mark.parametrize("rest", ["result", "plan", "result/numbers"])
def test_before_submission_nothing_is_assessed(city: City, rest: str) -> None:
    assert city.get(rest).status_code == 302
