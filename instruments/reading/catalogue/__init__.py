"""Every finding that a file can have, by code. A code is never used again.

Two letters name the topic: LD loading, KY keys, VL values, SC scales, IT items,
CN conditions, FW framework, WT weights and methods, ST stages, TX translations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.reading.catalogue.asked import ASKED
from instruments.reading.catalogue.measured import MEASURED
from instruments.reading.catalogue.written import WRITTEN

if TYPE_CHECKING:
    from instruments.reading.catalogue.rule import Rule

CATALOGUE: dict[str, Rule] = {**WRITTEN, **ASKED, **MEASURED}
