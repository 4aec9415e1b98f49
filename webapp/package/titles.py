"""The titles of tables and columns of a package in the language that is spoken."""

from __future__ import annotations

from meter.exchange.package.titles import Titles
from webapp.languages import gettext as _


def write_titles() -> Titles:
    """Write the titles, by the names that stay."""
    return Titles(_write_tables(), _write_columns(), _("Rank: %(title)s"))


def _write_tables() -> dict[str, str]:
    return {
        "units": _("The units and their facts"),
        "answers_wide": _("The answers, a row a unit"),
        "answers": _("The answers, a row a unit and item, with why there is none"),
        "item_scores": _("What each answer is worth, 0 to 1"),
        "node_scores": _("Scores of the nodes of the framework, 0 to 1"),
        "scores_wide": _("The scores, a row a unit"),
        "stages": _("The stage of each unit on each ladder"),
        "intervals": _(
            "How far scores and ranks rest on choices of the method: 90 per cent"
            " intervals"
        ),
        "agreement": _("How far the respondents of a unit lie apart"),
        "evidence": _("The evidence beside answers, and what a review came to"),
    }


def _write_columns() -> dict[str, str]:
    return {
        "section": _("Section"),
        "item": _("Item"),
        "answer": _("Answer"),
        "missing": _("Why there is no answer"),
        "value": _("Value"),
        "node": _("Node"),
        "score": _("Score"),
        "coverage": _("Coverage"),
        "low": _("Score if all that is open were worst"),
        "high": _("Score if all that is open were best"),
        "ladder": _("Ladder"),
        "stage": _("Stage"),
        "holds": _("Share of draws that give this stage"),
        "score_low": _("5 per cent of the draws are this or below"),
        "score_median": _("Half of the draws are this or below"),
        "score_high": _("95 per cent of the draws are this or below"),
        "rank_low": _("5 per cent of the ranks are this or above"),
        "rank_high": _("95 per cent of the ranks are this or above"),
        "answers": _("Respondents who answered"),
        "spread": _("Highest less lowest value"),
        "agreement": _("Pairs who agree"),
        "links": _("Links"),
        "files": _("Files"),
        "review": _("State in the review"),
    }
