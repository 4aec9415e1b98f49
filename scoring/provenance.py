"""Provenance: by what scores were made."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.kernel.plan import Plan

MADE_BY = "made_by"
"""The key, sheet or table of what figures were made by, wherever they stand."""

_SHOWN = 8
"""Digits of a fingerprint that a sentence shows."""


@dataclass(frozen=True)
class Provenance:
    """Instrument and method of some scores, with their versions and fingerprints.

    Attributes:
        meaning: fingerprint of what answers to the instrument mean.
        method_fingerprint: of everything that turns coded answers into scores.
    """

    instrument: str
    version: str
    meaning: str
    method: str
    method_version: str
    method_fingerprint: str

    @classmethod
    def of(cls, plan: Plan) -> Provenance:
        """Tell where the scores of a plan come from."""
        instrument = plan.instrument
        return cls(
            instrument.key,
            instrument.version,
            instrument.meaning,
            plan.method_key,
            plan.method.version,
            plan.method_fingerprint,
        )

    def to_mapping(self) -> dict[str, str]:
        """Give all facts by their names."""
        return asdict(self)

    def __str__(self) -> str:
        marks = f"{self.meaning[:_SHOWN]}, {self.method_fingerprint[:_SHOWN]}"
        return (
            f"{self.instrument} {self.version} by {self.method} {self.method_version}"
            f" (fingerprints {marks})"
        )


@dataclass(frozen=True)
class RestatedProvenance(Provenance):
    """Where restated scores come from, and what they are restated against."""

    published_method: str = ""
    published_method_version: str = ""
    published_method_fingerprint: str = ""

    @classmethod
    def of_both(cls, published: Plan, restated: Plan) -> RestatedProvenance:
        """Tell where two results of the same answers come from."""
        return cls(
            **Provenance.of(restated).to_mapping(),
            published_method=published.method_key,
            published_method_version=published.method.version,
            published_method_fingerprint=published.method_fingerprint,
        )
