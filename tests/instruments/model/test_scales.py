from __future__ import annotations

import pytest
from pydantic import ValidationError

from instruments.model.answers import Missing
from instruments.model.scales import YES_NO, Scale

OPTIONS = [{"code": "x", "say": "X", "points": "0"}, {"code": "y", "say": "Y"}]


def test_a_scale_is_ordinal_and_allows_no_reason_unless_it_says_so() -> None:
    scale = Scale.model_validate({"options": OPTIONS})

    assert (scale.kind, scale.allow) == ("ordinal", ())
    assert [option.points for option in scale.options] == [0, None]


def test_reasons_that_respondents_give_are_three() -> None:
    reasons = ["not_applicable", "dont_know", "refused"]
    scale = Scale.model_validate({"options": OPTIONS, "allow": reasons})

    assert scale.allow == (Missing.NOT_APPLICABLE, Missing.DONT_KNOW, Missing.REFUSED)


@pytest.mark.parametrize("reason", ["unanswered", "not_asked", "other"])
def test_reasons_that_are_observed_cannot_be_given(reason: str) -> None:
    with pytest.raises(ValidationError):
        Scale.model_validate({"options": OPTIONS, "allow": [reason]})


def test_a_scale_has_two_options_at_least() -> None:
    with pytest.raises(ValidationError):
        Scale.model_validate({"options": OPTIONS[:1]})


def test_the_built_in_yes_is_worth_one() -> None:
    assert {option.code: option.points for option in YES_NO.options} == {
        "yes": 1,
        "no": 0,
    }
