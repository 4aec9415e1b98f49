"""The result of a submitted response."""

from __future__ import annotations

from flask import Blueprint

from webapp.security import policy, respondent

blueprint = Blueprint("results", __name__)


@blueprint.get("/answer/<int:response>/result")
@policy(respondent)
def result(response: int) -> str:
    """Show the result."""
    return str(response)
