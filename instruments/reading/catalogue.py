"""Every finding that a file can have, by code. A code is never used again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Rule:
    """The words of one kind of finding; braces hold its facts."""

    message: str
    remedy: str
    severity: Literal["error", "warning"] = "error"


LOADING = {
    "LD01": Rule(
        "The file has {size} bytes; at most {most} are read.",
        "Split it into several instruments.",
    ),
    "LD02": Rule("The byte {byte} is not UTF-8 text.", "Save the file as UTF-8."),
    "LD03": Rule("The hidden control character {character} stands here.", "Remove it."),
    "LD04": Rule(
        "This is not well-formed YAML: {problem}.",
        "Check the indentation, quotes, brackets and colons near this place.",
    ),
    "LD05": Rule(
        "Anchors and aliases (&{name}, *{name}) are not used in instruments.",
        "Write the part out, or share it as a scale.",
    ),
    "LD06": Rule("The tag '{tag}' is not used in instruments.", "Remove it."),
    "LD07": Rule("Parts are nested more than {most} deep.", "Nest them less."),
    "LD08": Rule(
        "The file has more than {most} parts.", "Split it into several instruments."
    ),
    "LD09": Rule(
        "A second document begins here.", "Keep one instrument a file; remove '---'."
    ),
    "LD10": Rule("The file is empty.", "Declare an instrument in it."),
    "LD11": Rule(
        "The merge key '<<' is not used in instruments.", "Write the parts out."
    ),
    "LD12": Rule("A list or mapping is no key.", "Write the key as plain text."),
}

CATALOGUE: dict[str, Rule] = {**LOADING}
