"""What stands in the addresses of routes: whose objects, and what else."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from tests.trust.tenants.publication import PUBLISHED
from tests.trust.tenants.world import SECRET
from webapp.compare.figures import FIGURES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tests.trust.tenants.world import Objects


Values = dict[str, Any]

OWNED: dict[frozenset[str], Callable[[Objects], Iterable[Values]]] = {
    frozenset({"response"}): lambda owns: ({"response": one} for one in owns.responses),
    frozenset({"workshop_key"}): lambda owns: (
        {"workshop_key": one} for one in owns.workshops
    ),
    frozenset({"round_key"}): lambda owns: ({"round_key": one} for one in owns.rounds),
    frozenset({"round_key", "number"}): lambda owns: (
        {"round_key": key, "number": number} for key, number in owns.invitations
    ),
    frozenset({"response", "delegate"}): lambda owns: (
        {"response": one, "delegate": number} for one, number in owns.delegates
    ),
    frozenset({"response", "evidence"}): lambda owns: (
        {"response": one, "evidence": number} for one, number in owns.evidence
    ),
    frozenset({"round_key", "evidence"}): lambda owns: (
        {"round_key": key, "evidence": number} for key, number in owns.round_evidence
    ),
    frozenset({"response", "sheet"}): lambda owns: (
        {"response": one, "sheet": number} for one, number in owns.sheets
    ),
    frozenset({"round_key", "response"}): lambda owns: (
        {"round_key": key, "response": one} for key, one in owns.reviews
    ),
    frozenset({"round_key", "response", "evidence"}): lambda owns: (
        {"round_key": key, "response": response, "evidence": number}
        for key, response, number in owns.review_evidence
    ),
    frozenset({"round_key", "edition"}): lambda owns: (
        {"round_key": key, "edition": number} for key, number in owns.editions
    ),
    frozenset({"round_key", "account"}): lambda owns: (
        {"round_key": key, "account": one} for key, one in owns.reviewers
    ),
    frozenset({"response", "commitment"}): lambda owns: (
        {"response": one, "commitment": number} for one, number in owns.commitments
    ),
    frozenset({"workshop_key", "commitment"}): lambda owns: (
        {"workshop_key": key, "commitment": number} for key, number in owns.promises
    ),
    frozenset({"response", "twinning"}): lambda owns: (
        {"response": one, "twinning": number} for one, number in owns.twins
    ),
    frozenset({"workshop_key", "milestone"}): lambda owns: (
        {"workshop_key": key, "milestone": number} for key, number in owns.milestones
    ),
    frozenset({"workshop_key", "registration"}): lambda owns: (
        {"workshop_key": key, "registration": one} for key, one in owns.registrations
    ),
    frozenset({"register_key"}): lambda owns: (
        {"register_key": one} for one in owns.register_keys
    ),
    frozenset({"response", "step"}): lambda owns: (
        {"response": one, "step": step} for one, step in owns.plan_steps
    ),
    frozenset({"workshop_key", "member"}): lambda owns: (
        {"workshop_key": key, "member": one} for key, one in owns.members
    ),
    frozenset({"round_key", "response_id"}): lambda owns: (
        {"round_key": key, "response_id": one} for key, one in owns.given
    ),
    frozenset({"api_token"}): lambda owns: (
        {"api_token": one} for one in owns.api_tokens
    ),
    frozenset({"webhook"}): lambda owns: ({"webhook": one} for one in owns.webhooks),
    frozenset({"holder"}): lambda owns: ({"holder": one} for one in owns.holders),
    frozenset({"token"}): lambda owns: ({"token": one} for one in owns.tokens),
    frozenset({"response", "contribution"}): lambda owns: (
        {"response": one, "contribution": number} for one, number in owns.contributions
    ),
    frozenset({"response", "own"}): lambda owns: (
        {"response": one, "own": number} for one, number in owns.own_contributions
    ),
    frozenset({"response", "contribution", "file"}): lambda owns: (
        {"response": one, "contribution": number, "file": file}
        for one, number, file in owns.shared_files
    ),
    frozenset({"workshop_key", "contribution"}): lambda owns: (
        {"workshop_key": key, "contribution": number}
        for key, number in owns.workshop_contributions
    ),
    frozenset({"workshop_key", "own"}): lambda owns: (
        {"workshop_key": key, "own": number} for key, number in owns.workshop_own
    ),
    frozenset({"workshop_key", "contribution", "file"}): lambda owns: (
        {"workshop_key": key, "contribution": number, "file": file}
        for key, number, file in owns.workshop_files
    ),
}
"""Parameters that name what belongs to somebody, and how to list what does."""

OWNED_NAMES = frozenset(itertools.chain.from_iterable(OWNED))

EDITION = {"published": (PUBLISHED,), "edition_number": ("1",)}

FREE: dict[str, Mapping[str, tuple[str, ...]]] = {
    "api.answer": {"item": ("law",)},
    "api.export": {"name": ("answers.csv", "scores.csv")},
    "api.instrument": {"key": ("egdi",)},
    "api.revisions": {"item": ("law",)},
    "api.write": {"item": ("proof",)},
    "assets.static": {"name": ()},
    "compare.figure": {"chart": tuple(FIGURES)},
    "compare.numbers": {"chart": tuple(FIGURES)},
    "evidencing.evidence": {"item": ("law", "note")},
    "evidencing.file": {"item": ("site",)},
    "evidencing.link": {"item": ("site",)},
    "passwords.choose": {"secret": (SECRET,)},
    "passwords.keep": {"secret": (SECRET,)},
    "presence.be_at_section": {"key": ("all",)},
    "presence.section": {"key": ("all",)},
    "reconciling.agree": {"key": ("all",)},
    "reconciling.section": {"key": ("all",)},
    "replying.question": {"key": ("law", "site")},
    "replying.send": {"key": ("site",)},
    "restoring.changes": {"key": ("law", "note")},
    "restoring.restore": {"key": ("body",)},
    "public.dataset": EDITION,
    "public.drawing": {**EDITION, "ladder": ("ladder",)},
    "public.edition": EDITION,
    "public.figures": EDITION,
    "public.newest": {"published": (PUBLISHED,)},
    "public.units": EDITION,
    "respond.save_section": {"key": ("all",)},
    "respond.section": {"key": ("all",)},
    "review.return_item": {"key": ("law",)},
    "review.section": {"key": ("all",)},
    "review.verify_item": {"key": ("law",)},
    "review.verify_section": {"key": ("all",)},
    "workshop_knowledge.export": {"kind": ("csv", "json")},
    "trial.numbers": {"key": ("egdi",)},
    "trial.pdf": {"key": ("egdi",)},
    "trial.questionnaire": {"key": ("egdi",)},
    "trial.result": {"key": ("egdi",)},
}
"""By endpoint: parameters that name nothing of anybody, with values to try."""


class UndeclaredParameterError(LookupError):
    """A route has a parameter of which the tests do not know what to put there."""

    def __init__(self, endpoint: str, name: str) -> None:
        super().__init__(f"{endpoint}: declare its parameter {name!r} in parameters.py")
