"""Plain data examined: its shape first, then its meaning, all problems at once."""

from __future__ import annotations

import copy
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError

from instruments.model.instrument import Instrument
from instruments.reading.checks import list_problems
from instruments.reading.declared import Declared
from instruments.reading.findings import Advice, make_finding
from instruments.reading.grammar import HIDDEN, REQUIRED_IN_FILES, list_keys
from instruments.reading.operands import read_operands
from instruments.reading.problems import MOST_PROBLEMS, Problem
from instruments.reading.repair import list_doubtful, repair, rests_on
from instruments.reading.shape import list_shape_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instruments.reading.findings import Finding
    from instruments.reading.problems import Path
    from instruments.reading.source import Source

MOST_MENDS = 4


class Examined(NamedTuple):
    """The instrument, if its shape is right, and all that was found."""

    instrument: Instrument | None
    findings: list[Finding]


def examine(source: Source) -> Examined:
    """Check shape and meaning of a file that was read."""
    data = read_operands(source.data)
    problems = _list_of_files(data)
    instrument = None
    try:
        instrument = Instrument.model_validate(data)
    except ValidationError as error:
        problems += list_shape_problems(error, data)
    if instrument is not None and not problems:
        problems = list(
            islice(list_problems(Declared(instrument, data)), MOST_PROBLEMS)
        )
    else:
        problems += _list_beside(problems, data)
    if len(problems) >= MOST_PROBLEMS:
        problems = [*problems[:MOST_PROBLEMS], Problem("LD16", (), {})]
    return Examined(
        instrument, [place_problem(problem, source) for problem in problems]
    )


def _list_of_files(data: Any) -> list[Problem]:
    """List keys that a file must have, or may not have although the model does."""
    if not isinstance(data, dict):
        return []
    found = [
        Problem("KY03", (), {"key": key})
        for key in REQUIRED_IN_FILES
        if key not in data
    ]
    for path, part in _list_with_hidden(data):
        for key in sorted(HIDDEN & part.keys()):
            del part[key]
            advice = Advice(key, list_keys(path))
            facts = {"key": key, "closest": None, "advice": advice}
            found.append(Problem("KY02", (*path, key), facts, on_key=True))
    return found


def _list_with_hidden(data: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Walk the parts of a file that have fields which the loader fills."""
    yield (), data
    sections = data.get("sections")
    for place, section in enumerate(sections if isinstance(sections, list) else ()):
        if isinstance(section, dict):
            yield ("sections", place), section


def _list_beside(shape: list[Problem], data: Any) -> list[Problem]:
    """List the errors of meaning in what is not touched by those of shape."""
    mended, mends = _mend(shape, copy.deepcopy(data))
    if mended is None:
        return []  # too much is wrong; the rest is told once this is corrected
    doubtful = list_doubtful(mends)
    return [
        problem
        for problem in islice(list_problems(mended), MOST_PROBLEMS)
        if problem.is_error and not rests_on(problem, doubtful)
    ]


def _mend(shape: list[Problem], data: Any) -> tuple[Declared | None, list[Problem]]:
    """Mend data until their shape is right; a mend may uncover what to mend next."""
    mends = list(shape)
    for _ in range(MOST_MENDS):
        try:
            repair(data, shape)
            return Declared(Instrument.model_validate(data), data), mends
        except ValidationError as error:
            shape = list_shape_problems(error, data)
            mends += shape
        except (LookupError, TypeError):
            break
    return None, mends


def place_problem(problem: Problem, source: Source) -> Finding:
    """Give a problem its place; paths among its facts become lines."""
    find = source.find_key_place if problem.on_key else source.find_place
    facts = {
        name: source.find_place(fact)[0] if isinstance(fact, tuple) else fact
        for name, fact in problem.facts.items()
    }
    return make_finding(problem.code, source.file, find(problem.path), **facts)
