"""The reports of a round: one a unit that has submitted, under a safe name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.invitations import invite
from meter.fieldwork.units import save_unit
from tests.webapp.reports.reported import GIVEN
from webapp.reports.batch import Order, _remove_parts, list_orders, name_file

if TYPE_CHECKING:
    from pathlib import Path

    from tests.webapp.city import City


def test_only_what_was_submitted_is_reported(city: City) -> None:
    other = save_unit(city.store, city.round.owner_id, "Belm", {}, city.clock())
    invite(city.store, city.round.id, other.id, "Bo", "bo@example.org", city.clock())
    assert list_orders(city.store, city.round) == []

    city.give({**GIVEN, "contact": "Ada"})
    city.post("submit")

    (order,) = list_orders(city.store, city.round)
    assert (order.response, order.unit, order.language) == (
        city.response, "Porto & Co", "en",
    )  # fmt: skip
    (other_order,) = list_orders(city.store, city.round, "ar")
    assert other_order.language == "ar"
    assert other_order.name == order.name.removesuffix("en") + "ar"


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("Porto & Co", "porto-co-7-en"),
        ("../../etc/passwd", "etc-passwd-7-en"),
        ("C:\\x|y?*<>\"'", "c-x-y-7-en"),
        ("=1+1\n\t", "1-1-7-en"),
        (".hidden", "hidden-7-en"),
        ("قصر النور", "قصر-النور-7-en"),
        ("...", "unit-7-en"),
        ("", "unit-7-en"),
        ("𠀀" * 99, "𠀀" * 48 + "-7-en"),
    ],
)
def test_names_of_files_are_safe(unit: str, expected: str) -> None:
    assert name_file(unit, 7, "en") == expected
    assert len(f".{name_file(unit, 7, 'en')}.xlsx.1234567.part".encode()) < 255


@pytest.mark.parametrize("unit", ["Ankor", "St. Gallen", "v1.2.part"])
def test_what_a_run_has_left_of_a_report_goes_and_nothing_else(
    tmp_path: Path, unit: str
) -> None:
    name = name_file(unit, 7, "en")
    (tmp_path / f".{name}.pdf.123.part").write_bytes(b"half")
    others = {f"{name}.pdf", f".{name}.x.pdf.123.part", ".other.pdf.123.part"}
    for other in others:
        (tmp_path / other).write_bytes(b"of another")

    _remove_parts([Order(1, unit, "en", name)], tmp_path)

    assert {path.name for path in tmp_path.iterdir()} == others
