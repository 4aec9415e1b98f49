"""What a reader sees of the units of a round: names, or numbers in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.comparison.masking import list_named_units
from meter.comparison.numbering import (
    load_numbering,
    number_disagreement,
    number_results,
)
from meter.fieldwork.roles import may_organise
from meter.fieldwork.rounds import get_instrument
from meter.fieldwork.units import list_units
from meter.peers.levels import list_peer_nodes
from meter.publication.known import list_hidden
from meter.settings import load_secret_key
from webapp.current import settings, store
from webapp.languages import gettext as _
from webapp.staff.accounts import current_account_id

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from meter.comparison.frames import RoundResults
    from meter.comparison.numbering import Numbering
    from meter.records import Round


def reads_numbers(asked: Round, account_id: int | None = None) -> bool:
    """Tell whether an account sees numbers in place of units: unless it organises now.

    None stands for the account that is signed in. One whose right was withdrawn while
    its request ran reads no names either.
    """
    reader = current_account_id() if account_id is None else account_id
    return not may_organise(store(), asked, reader)


def show_results(
    asked: Round, results: RoundResults, account_id: int | None = None
) -> RoundResults:
    """Give the results of a round as an account may see them."""
    if not reads_numbers(asked, account_id):
        return results
    return number_results(results, _load(asked, _list_named(asked)))


def show_disagreement(
    asked: Round, table: pd.DataFrame, account_id: int | None = None
) -> pd.DataFrame:
    """Give a table of disagreement as an account may see it.

    Who agreed to be named agreed to it for scores, not for what their people say.
    """
    if not reads_numbers(asked, account_id):
        return table
    numbering, units = _load(asked), list_units(store(), asked.id)
    shown = {unit.name: numbering.hide(unit) for unit in units}
    return number_disagreement(table, get_instrument(store(), asked), shown)


def _load(asked: Round, named: Collection[int] = ()) -> Numbering:
    secret = load_secret_key(settings()).encode()
    return load_numbering(store(), asked.id, secret, _say_number, named)


def _list_named(asked: Round) -> set[int]:
    """List the units that agreed to be named beside all of their scores.

    By these the answers of some would be found in a package: they have numbers.
    """
    framework = get_instrument(store(), asked).framework
    nodes = list_peer_nodes(framework) if framework else ()
    with store().read() as connection:
        hidden = list_hidden(connection, asked.id)
    return list_named_units(store(), asked, nodes) - hidden


def _say_number(number: int) -> str:
    return _("Unit %(number)s") % {"number": number}
