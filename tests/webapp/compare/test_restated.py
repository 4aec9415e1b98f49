from __future__ import annotations

import copy
import math
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from instruments import Instrument
from instruments.model.methods import Method
from meter.comparison.drift import list_score_drift
from meter.comparison.frames import round_results
from meter.comparison.restated import Restated
from scoring.kernel.plan import compile_plan
from scoring.kernel.results import Scores
from tests.webapp.compare.test_pages import ROUND
from tests.webapp.desk import DOCUMENT
from webapp.compare.restated import make_restated_page

if TYPE_CHECKING:
    from meter.records import Round
    from tests.webapp.desk import Desk

PAGE = "/organise/seoul/compare/restated"
NONE = "\N{EN DASH}"
WEIGHTED = copy.deepcopy(DOCUMENT)
WEIGHTED["methods"]["strict"] = {
    "title": "The weakest decides",
    "version": "4",
    "combine": {"whole": "minimum"},
    "gates": [
        {"node": "law", "when": {"item": "law_share", "equals": 1}, "becomes": "zero"}
    ],
}
WEIGHTED["methods"]["ranked"] = {"title": "Ranks", "normalise": {"whole": "rank"}}
CELLS = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)


@pytest.fixture
def asked(desk: Desk) -> Round:
    """Open a round of an instrument with three methods, and let three units submit."""
    asked = desk.open(document=WEIGHTED)
    desk.answer(asked, "Arva", 60, 60, 60)
    desk.answer(asked, "Belo", 90, 90, 30)
    desk.answer(asked, "Cori", 50, 10, 0)
    return asked


def rows(page: str, caption: str) -> list[list[str]]:
    """Read the cells of a table's body, without their markup."""
    table = page.partition(f">{caption}</caption>")[2].partition("</table>")[0]
    body = table.partition("<tbody>")[2]
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in CELLS.findall(row)]
        for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    ]


def test_published_figures_stand_beside_restated_ones(desk: Desk, asked: Round) -> None:
    page = desk.get(f"{PAGE}?as=strict").text

    # The mean of three shares beside the lowest of them; two ranks change places.
    assert rows(page, "Whole") == [
        ["Belo", "70.0", "30.0", "\N{MINUS SIGN}40.0", "1", "2", "High", NONE],
        ["Arva", "60.0", "60.0", "0.0", "2", "1", "High", NONE],
        ["Cori", "20.0", "0.0", "\N{MINUS SIGN}20.0", "3", "3", "Low", NONE],
    ]
    assert "The published figures stay as they are." in page
    assert list_score_drift(desk.store, asked.id) == []


def test_both_methods_are_named_with_their_fingerprints(
    desk: Desk, asked: Round
) -> None:
    plan = round_results(desk.store, asked.id).plan
    strict = compile_plan(plan.instrument, "strict")

    page = desk.get(f"{PAGE}?as=strict").text

    assert rows(page, "The two methods") == [
        ["Published", "Means", "1", plan.method_fingerprint[:8]],
        ["Restated", "The weakest decides", "4", strict.method_fingerprint[:8]],
    ]


def test_what_differs_is_said_in_words(desk: Desk, asked: Round) -> None:
    assert asked.method == "default"

    page = desk.get(f"{PAGE}?as=strict").text

    assert rows(page, "What differs") == [
        ["How parts are combined", "Whole", "arithmetic mean", "the lowest"],
        ["Conditions on answers", "Law", "nothing", "becomes 0 law_share = 1"],
        ["Ladders of stages", "Whole", "Ladder", "nothing"],
    ]


def test_the_other_methods_are_offered_and_none_is_chosen_for_you(
    desk: Desk, asked: Round
) -> None:
    assert asked.method == "default"

    page = desk.get(PAGE).text

    assert re.findall(r'<a href="(\?as=\w+)" >([^<]+)<', page) == [
        ("?as=strict", "The weakest decides"),
        ("?as=ranked", "Ranks"),
    ]
    assert "What differs" not in page
    assert f'href="{PAGE}"' in desk.get("/organise/seoul/compare").text


def test_a_method_that_looks_at_the_others_is_told(desk: Desk, asked: Round) -> None:
    assert asked.method == "default"

    assert "depends on the other units" in desk.get(f"{PAGE}?as=ranked").text
    assert "depends on the other units" not in desk.get(f"{PAGE}?as=strict").text


@pytest.mark.parametrize(
    "given", ["as=default", "as=nothing", "as=/etc/passwd", "as=..", "as=<b>", "as="]
)
def test_only_the_other_methods_of_the_instrument_are_known(
    desk: Desk, asked: Round, given: str
) -> None:
    assert asked.method == "default"

    reply = desk.get(f"{PAGE}?{given}")

    assert reply.status_code == 200
    assert "What differs" not in reply.text


def test_an_instrument_with_one_method_says_so(desk: Desk) -> None:
    asked = desk.open()
    desk.answer(asked, "Arva", 60, 60, 60)

    assert "one method only" in desk.get(PAGE).text
    assert "restated" not in desk.get("/organise/seoul/compare").text


def test_a_round_without_submissions_has_nothing_to_restate(desk: Desk) -> None:
    desk.open(document=WEIGHTED)

    assert (
        "No unit has submitted its answers yet." in desk.get(f"{PAGE}?as=strict").text
    )


def test_a_round_without_scores_says_so(desk: Desk) -> None:
    bare = copy.deepcopy(DOCUMENT)
    for part in ("framework", "methods", "stages"):
        del bare[part]
    desk.open(document=bare)

    assert "There are no scores to compare" in desk.get(PAGE).text


def test_strangers_and_other_organisers_see_nothing(desk: Desk, asked: Round) -> None:
    assert asked.key == "seoul"
    stranger = desk.app.test_client().get(PAGE)
    desk.client = desk.enter(desk.other)

    assert stranger.location.startswith("/staff/sign-in?next=")
    assert desk.get(PAGE).status_code == 404


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_page_is_translated(desk: Desk, asked: Round, language: str) -> None:
    assert asked.method == "default"

    page = desk.get(f"{PAGE}?as=strict&lang={language}").text

    assert 'lang="en" dir="ltr">The weakest decides' in page
    assert "What differs" not in page


def restated(document: dict[str, Any], published: list[float], other: str) -> Restated:
    """Restate made-up scores of the index, one a unit, as 0.5 each."""
    instrument = Instrument.model_validate(document)
    sides = []
    for method, index in ((None, published), (other, [0.5] * len(published))):
        plan = compile_plan(instrument, method)
        score = np.full((len(index), len(plan.nodes)), np.nan)
        score[:, plan.place_of("whole")] = index
        stage = {
            rule.key: np.full(len(index), -1, dtype=np.int8) for rule in plan.rules
        }
        sides.append(Scores(plan, score, np.ones_like(score), stage))
    one, two = sides
    return Restated([f"U{n}" for n in range(len(published))], one, two)


def test_who_has_no_published_score_stands_last() -> None:
    worded = Instrument.model_validate(WEIGHTED)
    found = restated(WEIGHTED, [math.nan, 0.2, 0.9], "strict")

    page = make_restated_page(ROUND, worded, "caption", found)

    assert page.outcome is not None
    (table,) = page.outcome.tables
    assert [(row.unit, row.published.rank, row.change) for row in table.rows] == [
        ("U2", 1, "\N{MINUS SIGN}40.0"),
        ("U1", 2, "+30.0"),
        ("U0", None, None),
    ]
    assert not table.has_stages


def test_a_change_that_shows_as_nothing_has_no_sign() -> None:
    worded = Instrument.model_validate(WEIGHTED)
    found = restated(WEIGHTED, [0.5000001], "strict")

    page = make_restated_page(ROUND, worded, "caption", found)

    assert page.outcome is not None
    assert page.outcome.tables[0].rows[0].change == "0.0"


def test_a_method_of_a_file_brings_its_own_ladder() -> None:
    worded = Instrument.model_validate(DOCUMENT)
    ladder = worded.stages["ladder"].model_copy(update={"title": "Own ladder"})
    method = Method(title="From a file", stages=("own",))
    instrument = worded.with_method("file", method, {"own": ladder})
    published = compile_plan(worded)
    score = np.full((1, len(published.nodes)), 0.75)
    one, two = [
        Scores(plan, score, score, {rule: np.array([1], dtype=np.int8)})
        for plan, rule in (
            (published, "ladder"),
            (compile_plan(instrument, "file"), "own"),
        )
    ]

    page = make_restated_page(ROUND, worded, "caption", Restated(["U"], one, two))

    assert page.outcome is not None
    assert page.outcome.restated.title == "From a file"
    assert page.outcome.tables[0].rows[0].restated.stage == "High"
    assert page.outcome.differences[-1].restated[0].text == "Own ladder"


def test_a_method_that_cannot_learn_from_so_few_units_says_so(desk: Desk) -> None:
    document = copy.deepcopy(DOCUMENT)
    learned = {"title": "Learned", "weighting": {"whole": "pca"}}
    document["methods"]["learned"] = learned
    desk.answer(desk.open(document=document), "Arva", 60, 60, 60)

    reply = desk.get(f"{PAGE}?as=learned")

    assert reply.status_code == 200
    assert "too few or too alike for this method" in reply.text
    assert rows(reply.text, "Whole") == []
