"""Diagnostics in the words of the pages: what they say, count and hold against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.languages import mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scoring.study.diagnostics import Level

LEVELS: Mapping[Level, str] = {
    "strong": mark("Clearly there"),
    "finding": mark("There"),
    "watch": mark("Worth watching"),
    "none": mark("Not there"),
    "not_enough": mark("Too few answers to tell"),
}

MARKS: Mapping[Level, str] = {
    "strong": "stop",
    "finding": "stop",
    "watch": "some",
    "none": "done",
    "not_enough": "none",
}
"""The shape before a level."""

NOT_ENOUGH = mark(
    "%(ahead)s answers on one side and %(behind)s on the other are too few to tell: "
    "each side needs %(needed)s."
)

_COMPETITION = mark(
    "Answers on what outside rankings count come to %(visible)s of 100, those on what "
    "it rests on to %(foundation)s: %(V)s points less."
)
_DIGITALIZATION = mark(
    "“%(node)s” stands at %(T)s of 100, the other parts at a median of %(median)s: "
    "%(D)s points less. More equipment alone is unlikely to help."
)
_INTEGRATION = mark(
    "%(unsupported)s of %(claims)s claims to residents and businesses rest on work "
    "inside the administration that is not yet reported."
)
_TOOLKITIZATION = mark(
    "%(in_place)s tools are in place. The standards, governance and data that join "
    "them come to %(glue)s of 100, the tools to %(tool)s."
)

REPORTED: Mapping[str, str] = {
    "competition": _COMPETITION,
    "digitalization": _DIGITALIZATION,
    "integration": _INTEGRATION,
    "toolkitization": _TOOLKITIZATION,
}
"""What a diagnostic says that is there, by kind."""

NOT_THERE: Mapping[str, str] = {
    "competition": mark(
        "What outside rankings count (%(visible)s of 100) and what it rests on "
        "(%(foundation)s) do not stand apart beyond chance, or not by enough."
    ),
    "digitalization": mark(
        "“%(node)s” (%(T)s of 100) is not ahead of the other parts (median "
        "%(median)s) beyond chance, or not by enough."
    ),
    "integration": mark(
        "%(unsupported)s of %(claims)s claims to residents and businesses rest on work "
        "that is not yet reported: too few, or no more than chance explains."
    ),
    "toolkitization": mark(
        "Tools (%(tool)s of 100) and what joins them (%(glue)s) do not stand apart "
        "beyond chance, or not by enough."
    ),
}
"""What it says where it does not hold."""

GAIN = mark(
    "%(gain_share)s per cent of the gain since the former round came from what "
    "outside rankings count; it carries %(weight_share)s per cent of the weight."
)

FORMULAS: Mapping[str, str] = {
    "competition": mark(
        "V is the mean of what outside rankings count, less the mean of what it rests "
        "on. With a former round K is the share of the gain that came from what "
        "rankings count, over its share of the weight."
    ),
    "digitalization": mark(
        "D is T, the score of “%(node)s”, less the median of the other parts. It "
        "counts where T is high enough."
    ),
    "integration": mark(
        "A claim is an answer on what residents meet that is worth %(claimed)s of 100 "
        "or more. It is not carried where work behind it that it rests on is worth "
        "less than %(met)s. R is the share of such claims; G is the mean of what "
        "residents meet, less the mean of the work behind it."
    ),
    "toolkitization": mark(
        "B is the mean of the tools, less the mean of what joins them. Pi tells how "
        "unlike the parts are: 0 where all are alike, 100 where each is nothing or "
        "full. E is the share of links between tools and what they rest on with both "
        "ends in place, worth %(met)s of 100 or more."
    ),
}
"""How the numbers come about, by kind."""

NUMBERS: Mapping[str, str] = {
    "visible": mark("What outside rankings count"),
    "foundation": mark("What it rests on"),
    "V": mark("Lead of what rankings count (V)"),
    "K": mark("Concentration of the gain (K)"),
    "gain_share": mark("Share of the gain"),
    "weight_share": mark("Share of the weight"),
    "score_before": mark("Index in the former round"),
    "score_now": mark("Index now"),
    "rank_only": mark("The rank rose and the index did not"),
    "T": mark("Technology (T)"),
    "median": mark("Median of the other parts"),
    "D": mark("Lead of technology (D)"),
    "claims": mark("Claims to residents and businesses"),
    "unsupported": mark("Claims that nothing carries yet"),
    "R": mark("Share of those claims (R)"),
    "front": mark("What residents meet"),
    "back": mark("The work behind it"),
    "G": mark("Lead of what residents meet (G)"),
    "in_place": mark("Tools in place"),
    "tool": mark("Tools"),
    "glue": mark("What joins them"),
    "B": mark("Lead of the tools (B)"),
    "Pi": mark("Unlikeness of the parts (Pi)"),
    "E": mark("Share of complete links (E)"),
}
"""What is computed, by name."""

COUNTS = frozenset({"claims", "unsupported", "in_place", "rank_only"})
"""Numbers that are counted."""

RATIOS = frozenset({"K"})
"""Numbers that are no share of anything."""
