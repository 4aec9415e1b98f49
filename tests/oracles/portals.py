"""Portals whose features are there or not, for the instruments that count them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from instruments import Instrument


def list_features(instrument: Instrument, node: str) -> list[str]:
    """List the features below a node, one for each entry of a list."""
    framework = instrument.framework
    assert framework is not None
    return [
        item
        for leaf in framework.leaves(node)
        for key in framework.nodes[leaf].items or ()
        for item in instrument.repeated.get(key, (key,))
    ]


def review(
    instrument: Instrument, portals: Mapping[str, Iterable[str]]
) -> pd.DataFrame:
    """Draw a table of answers: by portal the features that were found, no others."""
    rows = []
    for portal, found in portals.items():
        there = set(found)
        answers = {key: "yes" if key in there else "no" for key in instrument.items}
        rows.append({"portal": portal, **answers})
    return pd.DataFrame(rows)
