"""What a consultation said: closed answers in bars, open ones under their question."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from meter.comparison.tallies import FEWEST
from meter.reports.blocks import Section, Table
from meter.reports.room_blocks import Bar, Bars, Saying, Sayings
from webapp.filters import show_number
from webapp.languages import gettext as _
from webapp.languages import ngettext
from webapp.wording import join_words, word_ask, word_heading, word_options

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from instruments.model.instrument import Instrument
    from meter.comparison.consultation import Gathered
    from meter.comparison.occasions import Fielded
    from meter.reports.blocks import Block
    from webapp.pack.naming import Naming
    from webapp.wording import Wording


def tell_consultation(
    fielded: Fielded, wording: Wording, naming: Naming
) -> Iterator[Section]:
    """Tell what was answered, section by section of the questionnaire."""
    worded = wording.instrument
    by_section: dict[str, list[Gathered]] = {}
    for one in fielded.gathered:
        by_section.setdefault(worded.section_of[one.item].key, []).append(one)
    for part in worded.sections:
        blocks = tuple(_list_blocks(worded, by_section.get(part.key, ()), naming))
        if blocks:
            yield Section(
                key=f"said-{fielded.round.key}-{part.key}",
                over=fielded.round.title,
                title=join_words(_("Answers put together"), word_heading(part)),
                blocks=blocks,
            )


def _list_blocks(
    worded: Instrument, gathered: Iterable[Gathered], naming: Naming
) -> Iterator[Block]:
    """Draw what was gathered, each number as a row of the table before it."""
    numbers: list[Gathered] = []
    for one in gathered:
        if one.said:
            yield _list_sayings(worded, one, naming)
        elif naming.named is not None and one.answered < FEWEST:
            continue  # so few could be told apart
        elif one.numbers:
            numbers.append(one)
        else:
            yield _draw_choices(worded, one)
    if numbers:
        yield _list_numbers(worded, numbers, naming)


def _draw_choices(worded: Instrument, gathered: Gathered) -> Bars:
    options = word_options(worded, worded.items[gathered.item])
    bars = tuple(Bar(one.say, gathered.counts[one.code]) for one in options)
    return Bars(
        word_ask(worded, gathered.item),
        say_answers(gathered.answered),
        bars,
        max(1, *(bar.count for bar in bars)),
    )


def _list_sayings(worded: Instrument, gathered: Gathered, naming: Naming) -> Sayings:
    told = [(unit, text) for unit, text in gathered.said if naming.allows(unit.id)]
    left_out = naming.say_left_out(unit for unit, _text in gathered.said)
    return Sayings(
        word_ask(worded, gathered.item),
        " ".join([say_answers(gathered.answered), *left_out]),
        tuple(Saying(unit.name, text) for unit, text in told),
    )


def _list_numbers(
    worded: Instrument, gathered: Sequence[Gathered], naming: Naming
) -> Table:
    """List what lies in the middle; the ends are single units."""
    headings = [_("Question"), _("Answers"), _("Median"), _("Lowest"), _("Highest")]
    width = len(headings) if naming.named is None else 3
    rows = [
        (
            word_ask(worded, one.item),
            str(one.answered),
            *(
                _say_number(worded, one.item, value)
                for value in (median(one.numbers), one.numbers[0], one.numbers[-1])
            ),
        )[:width]
        for one in gathered
    ]
    return Table(
        _("Numbers"),
        tuple(headings[:width]),
        tuple(rows),
        numeric=tuple(range(1, width)),
        owned=(0,),
    )


def _say_number(worded: Instrument, key: str, value: float) -> str:
    unit = getattr(worded.items[key], "unit", None)
    said = show_number(value, 0 if value.is_integer() else 1)
    return f"{said} {unit}" if unit else said


def say_answers(count: int) -> str:
    """Write how many answered."""
    return ngettext("%(num)s answer", "%(num)s answers", count) % {"num": count}
