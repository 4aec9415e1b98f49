"""Looks at a page of a PDF as a camera does: is this address drawn on it as a code?"""

from __future__ import annotations

import numpy as np
import pypdfium2
import segno

from meter.reports.letters import CORRECTION

SCALE = 4
"""Points of a drawn page to a point of the paper."""

MM = 72 / 25.4 * SCALE
SIDE_MM, MARGIN_MM = 38, 24
"""How wide a code is, and how far it stands from the edge where lines begin."""

QUIET = 2
"""Squares around a code that are light."""

HALF_WAY = 127

ALIKE = 0.97
"""So much of the squares must be as they should; what is between two is neither."""


def shows_code(content: bytes, page: int, address: str) -> bool:
    """Tell whether a page that is read from left to right shows an address as a code.

    The squares are compared with those that another drawing of the address has.
    """
    wanted = ~_draw_squares(address)
    places = (np.arange(len(wanted)) + 0.5) * SIDE_MM * MM / len(wanted)
    paper = _draw_page(content, page)
    across = (MARGIN_MM * MM + places).astype(int)
    for top in range(int(len(paper) - SIDE_MM * MM)):
        down = (top + places).astype(int)
        if (paper[np.ix_(down, across)] == wanted).mean() > ALIKE:
            return True
    return False


def _draw_squares(address: str) -> np.ndarray:
    """Tell which squares of a code are dark, with the quiet zone around it."""
    rows = segno.make_qr(address, error=CORRECTION).matrix_iter(border=QUIET)
    return np.array([[bool(square) for square in row] for row in rows])


def _draw_page(content: bytes, page: int) -> np.ndarray:
    """Tell which points of a page are light."""
    document = pypdfium2.PdfDocument(content)
    try:
        drawn = document[page].render(scale=SCALE, grayscale=True).to_numpy()
    finally:
        document.close()
    light: np.ndarray = drawn.reshape(drawn.shape[:2]) > HALF_WAY
    return light
