"""How far the respondents of a unit lie apart, item by item and as a whole."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawn import LEVELS, draw

from instruments import Instrument, Missing
from meter.comparison.disagreement import (
    COLUMNS,
    compare_answers,
    tabulate_disagreement,
)
from meter.fieldwork import apart, delegates, rounds
from meter.fieldwork.responses import save_answers
from scoring.quality.agreement import ONE_RESPONDENT
from scoring.quality.coefficients import kappa_of_two, krippendorff_alpha
from tests.meter.conftest import DOCUMENT, Workshop
from tests.meter.fieldwork.test_apart import workshop

if TYPE_CHECKING:
    from instruments import Answer
    from meter.comparison.disagreement import ItemSpread
    from meter.records import Invitation

__all__ = ["workshop"]

TINY = Instrument.model_validate(DOCUMENT)
KEYS = [f"i{place}" for place in range(12)]
TWELVE = draw(KEYS)
ANA = "none little half most full half most full none little half most"
BEN = "none half half most most half full full none little little most"


def compare(key: str, *answers: Answer) -> ItemSpread:
    """Compare what people answered to one item; unanswered ones are not stored."""
    given = [
        {} if one is Missing.UNANSWERED else {"site": "yes", key: one}
        for one in answers
    ]
    return compare_answers(TINY, "default", given).items[key]


@pytest.mark.parametrize(
    ("answers", "agreement", "spread", "common"),
    [
        (("full", "full", "full"), 1, 0, "full"),
        (("full", "full", "none"), 1 / 3, 1, None),
        (("full", "partly", "none"), 0, 1, None),
        (("full", "partly"), 0, 0.5, None),
        (("full", Missing.NOT_APPLICABLE), 0, None, None),
        ((Missing.NOT_APPLICABLE,) * 2, 1, None, Missing.NOT_APPLICABLE),
        (("full",), None, None, None),
        (("full", Missing.UNANSWERED), None, None, None),
        (("full", "full", Missing.UNANSWERED), 1, 0, "full"),
        # Two say the same, and a third does not know: not all agree.
        (("full", "full", Missing.DONT_KNOW), 1, 0, None),
        ((Missing.DONT_KNOW, Missing.DONT_KNOW), None, None, None),
        ((), None, None, None),
    ],
)
def test_an_item_has_the_share_of_pairs_that_agree(
    answers: tuple[Answer, ...],
    agreement: float | None,
    spread: float | None,
    common: Answer | None,
) -> None:
    found = compare("law", *answers)

    assert found.agreement == pytest.approx(agreement)
    assert found.spread == pytest.approx(spread)
    assert found.common is common or found.common == common


def test_choices_are_alike_in_any_order_and_words_are_never_a_reason() -> None:
    ways = compare("ways", ("web", "phone"), ("phone", "web"))
    words = compare("note", "refused", "refused")

    assert ways.agreement == 1
    assert words.is_free
    assert words.agreement is None
    assert words.common == "refused"
    assert words.given == ("refused", "refused")


def test_what_a_condition_hides_from_somebody_is_not_their_answer() -> None:
    given: list[dict[str, Answer]] = [
        {"site": "yes", "users": 10.0},
        {"site": "no", "users": 90.0},
    ]

    found = compare_answers(TINY, "default", given).items["users"]

    assert found.answers == (10.0, Missing.NOT_ASKED)
    assert found.agreement is None
    assert found.ends == (0, 0)


def test_ends_name_who_gave_the_lowest_and_the_highest() -> None:
    assert compare("law", "partly", "full", "none").ends == (2, 1)
    assert compare("law", Missing.DONT_KNOW).ends is None
    assert compare("note", "words").ends is None


def test_sections_and_the_whole_have_the_coefficients_of_the_field() -> None:
    given = [dict(zip(KEYS, words.split(), strict=True)) for words in (ANA, BEN)]

    found = compare_answers(TWELVE, next(iter(TWELVE.methods)), given)

    ratings = np.array(
        [[LEVELS.index(word) / 4 for word in one.split()] for one in (ANA, BEN)]
    )
    assert found.whole == found.sections["all"]
    assert found.whole is not None
    assert found.whole.alpha == pytest.approx(krippendorff_alpha(ratings))
    assert found.whole.kappa == pytest.approx(kappa_of_two(*ratings))
    assert (found.whole.respondents, found.whole.items) == (2, 12)


def test_one_alone_agrees_with_nobody_and_without_a_method_nothing_is_rated() -> None:
    alone = compare_answers(TWELVE, next(iter(TWELVE.methods)), [{"i0": "full"}])
    unscored = compare_answers(TINY, None, [{"law": "full"}, {"law": "none"}])
    nobody = compare_answers(TINY, "default", [])

    assert alone.whole is not None
    assert math.isnan(alone.whole.alpha)
    assert alone.whole.reason == ONE_RESPONDENT
    assert (unscored.whole, dict(unscored.sections)) == (None, {})
    assert unscored.items["law"].agreement == 0
    assert unscored.items["law"].spread is None
    assert nobody.whole is None


def give(
    workshop: Workshop, invitation: Invitation, answers: dict[str, Answer]
) -> None:
    response_id = apart.list_opened(workshop.store, invitation)[-1]
    by = invitation.person_name
    save_answers(workshop.store, response_id, answers, {}, by, workshop.at)
    apart.hand_in(workshop.store, response_id, by, workshop.at)


def test_the_table_holds_what_each_answered_without_names_and_what_was_agreed(
    workshop: Workshop,
) -> None:
    ben, _ = delegates.invite_delegate(
        workshop.store, workshop.invitation, "Ben", "ben@example.org", (), workshop.at
    )
    give(workshop, workshop.invitation, {"law": "full", "note": "Mine"})
    give(workshop, ben, {"law": "none", "site": "yes", "users": 12.5})
    save_answers(
        workshop.store, workshop.response_id, {"law": "partly"}, {}, "Ana", workshop.at,
        notes={"law": "Half of it is in force."},
    )  # fmt: skip

    frame = tabulate_disagreement(workshop.store, workshop.round.id)

    assert list(frame.columns) == [*COLUMNS, "respondent_1", "respondent_2"]
    assert frame["item"].tolist() == list(TINY.items)
    law, users = (frame[frame["item"] == key].iloc[0] for key in ("law", "users"))
    assert law.drop("agreed_at").tolist() == [
        "Marenda", "all", "law", 2, "none", "full", 1.0, 0.0, "partly",
        "Half of it is in force.", "Ana", "full", "none",
    ]  # fmt: skip
    assert law["agreed_at"] == "2026-11-21T09:30:00+00:00"
    assert users[["answers", "lowest", "agreed", "respondent_2"]].tolist() == [
        1, "12.5", "", "12.5",
    ]  # fmt: skip
    assert "Ben" not in frame.to_csv()


def test_only_what_is_handed_in_stands_in_the_table(workshop: Workshop) -> None:
    response_id = apart.list_opened(workshop.store, workshop.invitation)[-1]
    save_answers(
        workshop.store, response_id, {"note": "Secret"}, {}, "Ana", workshop.at
    )

    frame = tabulate_disagreement(workshop.store, workshop.round.id)

    assert list(frame.columns) == list(COLUMNS)
    assert "Secret" not in frame.to_csv()
    assert set(frame["answers"]) == {0}


def test_a_round_without_units_has_an_empty_table(workshop: Workshop) -> None:
    empty = rounds.draft_round(
        workshop.store, workshop.owner.id, "e", "E", TINY, at=workshop.at, apart=True
    )

    assert list(tabulate_disagreement(workshop.store, empty.id).columns) == [*COLUMNS]
