from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from werkzeug.datastructures import MultiDict

from instruments import Instrument
from tests.webapp.desk import BEGINNING, DOCUMENT
from webapp.organise.forms import RoundForm, make_unit_form, read_facts

if TYPE_CHECKING:
    from instruments.model.questionnaire import ProfileField

SMALL = Instrument.model_validate(DOCUMENT)
PROFILE: tuple[ProfileField, ...] = SMALL.profile


def posted(**given: str) -> MultiDict[str, str]:
    return MultiDict(
        {name.replace("fact_", "fact-"): text for name, text in given.items()}
    )


def test_facts_are_read_as_the_profile_declares_them() -> None:
    form = make_unit_form(
        PROFILE,
        posted(
            name="Arva", contact="Ana", email="a@x.org",
            fact_population="1 200", fact_region="south",
        ),
    )  # fmt: skip

    assert form.validate()
    assert read_facts(form, PROFILE) == {"population": 1200.0, "region": "south"}


def test_facts_may_be_left_out() -> None:
    form = make_unit_form(PROFILE, posted(name="Arva", contact="Ana", email="a@x.org"))

    assert form.validate()
    assert read_facts(form, PROFILE) == {}


def test_a_fact_may_be_called_like_a_part_of_a_form() -> None:
    document = {
        **DOCUMENT,
        "profile": [{"key": "data", "type": "text", "title": "Data"}],
    }
    profile = Instrument.model_validate(document).profile

    form = make_unit_form(
        profile, posted(name="A", contact="B", email="a@x.org", fact_data="1")
    )

    assert form.validate()
    assert read_facts(form, profile) == {"data": "1"}


@pytest.mark.parametrize(
    ("day", "later"), [("2026-11-01", False), ("2026-11-02", True), ("", True)]
)
def test_the_last_day_is_today_or_later(day: str, later: bool) -> None:
    form = RoundForm(posted(title="Seoul", closes_on=day))
    form.offer_methods(SMALL)
    form.validate()

    assert form.ensure_later(BEGINNING) is later


def test_a_round_closes_when_its_last_day_ends() -> None:
    form = RoundForm(posted(closes_on="2026-12-31"))

    assert form.closes_at == datetime(2027, 1, 1, tzinfo=UTC)
    assert RoundForm(posted()).closes_at is None


def test_an_instrument_without_methods_offers_none() -> None:
    bare = Instrument.model_validate(
        {
            key: value
            for key, value in DOCUMENT.items()
            if key not in {"framework", "methods", "stages"}
        }
    )
    form = RoundForm(posted(title="Seoul"))

    form.offer_methods(bare)

    assert form.validate()
    assert "method" not in form
