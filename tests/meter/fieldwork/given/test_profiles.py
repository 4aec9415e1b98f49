"""Facts about units are read as the instrument declares them."""

from __future__ import annotations

import pytest

from instruments.model.questionnaire import ProfileField
from instruments.model.scales import Option
from meter.fieldwork.given.errors import ProfileError
from meter.fieldwork.given.profiles import parse_profile_value

POPULATION = ProfileField(
    key="population", title="Population", type="number", at_least=0, at_most=1e9
)
REGION = ProfileField(
    key="region",
    title="Region",
    type="single",
    options=(Option(code="africa", say="Africa"), Option(code="asia", say="Asia")),
)
COUNTRY = ProfileField(key="country", title="Country", type="text")


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (POPULATION, "1 250 000", 1_250_000.0),
        (POPULATION, "0", 0.0),
        (REGION, "asia", "asia"),
        (REGION, " AFRICA ", "africa"),
        (COUNTRY, "Samplia", "Samplia"),
    ],
)
def test_a_fact_is_read(field: ProfileField, text: str, value: str | float) -> None:
    assert parse_profile_value(field, text) == value


@pytest.mark.parametrize(
    ("field", "text", "needed"),
    [
        (POPULATION, "many", "a number of at least 0 and at most 1e+09"),
        (POPULATION, "-1", "a number of at least 0 and at most 1e+09"),
        (POPULATION, "1e10", "a number of at least 0 and at most 1e+09"),
        (REGION, "mars", "one of africa, asia"),
        (COUNTRY, "a\nb", "one line of at most 200 characters"),
    ],
)
def test_what_a_fact_cannot_be_is_refused_with_what_it_can(
    field: ProfileField, text: str, needed: str
) -> None:
    with pytest.raises(ProfileError) as raised:
        parse_profile_value(field, text)

    assert raised.value.needed == needed
