"""Making: a round read for its package, in the language that is asked for."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from meter.exchange.package.snapshot import Terms, read_snapshot
from meter.fieldwork.rounds import get_instrument
from meter.settings import load_secret_key
from webapp.languages import speaking
from webapp.package.words import write_words
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from datetime import datetime

    from meter.exchange.package.snapshot import Snapshot
    from meter.records import Round
    from meter.settings import Settings
    from meter.storage import Store

DISTRIBUTION = "meter-engine"


def make_snapshot(
    store: Store,
    settings: Settings,
    asked: Round,
    language: str,
    at: datetime,
    *,
    with_names: bool = False,
) -> Snapshot:
    """Read a round for its package.

    Args:
        store: where it is kept.
        settings: they name the secret that pseudonyms are drawn by.
        asked: the round.
        language: of the labels, one that its instrument has words in.
        at: now.
        with_names: whether units are named unasked.

    Raises:
        EmptyPackageError: no answer counts yet.
        AllKnownError: all whose answers count are known by name.
        TooFewAlikeError, NoMoreAlikeError: beside the packages before it would give
            units away.
        StaleCodesError: the answers have to be coded anew first.
        LostScorecardError: a submitted response has no scorecard that fits.
    """
    secret = load_secret_key(settings).encode()
    with speaking(language):
        words = write_words(language)
        worded = word_instrument(get_instrument(store, asked), language).instrument
    terms = Terms(secret, words, version(DISTRIBUTION), with_names)
    return read_snapshot(store, asked, worded, terms, at)
