"""Every finding that a file can have, by code. A code is never used again.

Two letters name the topic: LD loading, KY keys, VL values, SC scales, IT items,
CN conditions, RP repeats, FW framework, ST stages, WT weights and methods,
NM normalisations, AL alternatives, DG diagnostics, TX translations,
MF method files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.reading.catalogue.asked import ASKED
from instruments.reading.catalogue.measured import MEASURED
from instruments.reading.catalogue.method_files import METHOD_FILES
from instruments.reading.catalogue.valued import VALUED
from instruments.reading.catalogue.written import WRITTEN

if TYPE_CHECKING:
    from instruments.reading.catalogue.rule import Rule

CATALOGUE: dict[str, Rule] = {
    **WRITTEN,
    **ASKED,
    **MEASURED,
    **VALUED,
    **METHOD_FILES,
}
