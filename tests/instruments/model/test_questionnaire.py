from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from instruments.model.questionnaire import ProfileField, Section

ITEM = {"key": "a", "type": "yes_no", "ask": "A"}
ENTRY = {"key": "tax", "say": "Taxes"}


def section(**parts: Any) -> Section:
    return Section.model_validate({"key": "s", "title": "S", "items": [ITEM], **parts})


def test_a_section_is_asked_once_unless_it_is_repeated() -> None:
    assert section().repeat is None

    repeat = section(repeat={"over": [ENTRY]}).repeat

    assert repeat is not None
    assert [one.key for one in repeat.over] == ["tax"]


@pytest.mark.parametrize(
    "parts",
    [
        {"items": []},
        {"repeat": {"over": []}},
        {"repeat": {"over": [ENTRY], "take": "median"}},
        {"repeat": {"over": ["tax"]}},
    ],
)
def test_other_sections_are_refused(parts: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        section(**parts)


def test_a_profile_field_has_one_of_three_types() -> None:
    with pytest.raises(ValidationError):
        ProfileField.model_validate({"key": "p", "title": "P", "type": "date"})
