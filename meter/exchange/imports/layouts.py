"""The layouts that are known, and which one a file has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.exchange.imports.google_forms import GOOGLE_FORMS
from meter.exchange.imports.kobo import KOBO
from meter.exchange.imports.limesurvey import LIMESURVEY
from meter.exchange.imports.odk import ODK
from meter.exchange.imports.own_table import TABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meter.exchange.imports.layout import Layout

LAYOUTS = (LIMESURVEY, KOBO, ODK, GOOGLE_FORMS, TABLE)
"""The one that takes every file comes last."""

AUTO = "auto"

NAMES = (AUTO, *sorted(layout.key for layout in LAYOUTS))


def choose_layout(headings: Sequence[str], name: str = AUTO) -> Layout:
    """Choose a layout by its name, or by what the headings of a file are."""
    if name == AUTO:
        return next(one for one in LAYOUTS if one.recognise(headings))
    return next(one for one in LAYOUTS if one.key == name)
