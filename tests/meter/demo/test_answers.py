from __future__ import annotations

import random
from dataclasses import replace

from instruments import load_instrument
from meter.demo.answers import simulate_answers
from meter.demo.cities import CITIES
from scoring import score_answers

METER = load_instrument("meter")
CITY = replace(CITIES[0], progress=1, leans={}, not_applicable=0)


def index_of(maturity: float, **changes: object) -> float:
    city = replace(CITY, maturity=maturity, **changes)  # type: ignore[arg-type]
    answers = simulate_answers(METER, city, random.Random(1))
    return float(score_answers(METER, answers).node("readiness")[0])


def test_the_same_seed_gives_the_same_answers() -> None:
    first = simulate_answers(METER, CITY, random.Random(7))
    assert first == simulate_answers(METER, CITY, random.Random(7))


def test_a_more_mature_city_scores_higher() -> None:
    assert index_of(0.1) < index_of(0.5) < index_of(0.9)


def test_a_leaning_lifts_its_section() -> None:
    leaning = replace(CITY, maturity=0.4, leans={"technology": 0.3})
    answers = simulate_answers(METER, leaning, random.Random(1))
    scores = score_answers(METER, answers)
    assert scores.node("technology")[0] > scores.node("legal")[0] + 0.2


def test_a_city_half_way_has_answered_the_first_half() -> None:
    half = simulate_answers(METER, replace(CITY, progress=0.5), random.Random(1))
    keys = list(METER.items)
    assert set(half) <= set(keys[: len(keys) // 2])
    assert len(half) > 40


def test_none_of_these_is_never_chosen_beside_another_option() -> None:
    answers = [
        simulate_answers(METER, city, random.Random(seed))["c2_6"]
        for seed, city in enumerate(CITIES)
        if city.progress == 1
    ]
    assert ("none",) in answers
    beside = [a for a in answers if isinstance(a, tuple) and {*a} > {"none"}]
    assert beside == []
