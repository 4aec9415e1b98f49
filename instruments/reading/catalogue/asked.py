"""Findings about what is asked: scales, items, repeats, conditions."""

from __future__ import annotations

from instruments.reading.catalogue.rule import Rule, warn

ASKED = {
    "SC01": Rule("The scale '{scale}' is not declared under scales.", "{advice}"),
    "SC02": Rule(
        "The points of '{code}' ({points}) are lower than those of the option before "
        "({before}); points must rise along ordered options.",
        "Put the options in rising order of points; an item with 'reverse: true' "
        "turns them round.",
    ),
    "SC03": Rule(
        "The item '{item}' is ordinal, and its scale '{scale}' is nominal.",
        "Write 'kind: ordinal' at the scale, or 'type: single' at the item.",
    ),
    "SC04": warn("No item uses the scale '{scale}'.", "Use it, or remove it."),
    "SC05": Rule(
        "A yes_no item must have exactly the options 'yes' and 'no'.",
        "Use these two codes, or write 'type: single'.",
    ),
    "SC06": Rule(
        "The option '{code}' has no points, and the item '{item}' is scored.",
        "Give every option points, or take the item out of the framework.",
    ),
    "SC07": Rule(
        "All options of the scored item '{item}' have the same points, so that it "
        "cannot tell one answer from another.",
        "Give the options different points, or take the item out of the framework.",
    ),
    "SC08": Rule(
        "The option '{code}' of the multiple item '{item}' has points below 0.",
        "Give options of multiple items points of 0 or more.",
    ),
    "SC09": Rule(
        "The option '{code}' is marked 'alone', and only one option can be chosen.",
        "Remove 'alone', or write 'type: multiple'.",
    ),
    "SC10": Rule(
        "The scale '{scale}' has {length} options; a multiple item can have {most}.",
        "Use a shorter list.",
    ),
    "IT01": Rule(
        "The item '{item}' has neither options nor a scale.",
        "Name a scale, list options, or give another type.",
    ),
    "IT02": Rule(
        "The item '{item}' has both options and a scale.", "Remove one of the two."
    ),
    "IT03": Rule(
        "'at_least' ({low}) is above 'at_most' ({high}), so nothing can be answered.",
        "Exchange the two.",
    ),
    "IT04": Rule(
        "The goalposts low and high are both {value}, so no score can be computed.",
        "Give two different numbers.",
    ),
    "IT05": Rule(
        "'at_most' is {at_most}, and there are {length} options to choose from.",
        "Lower 'at_most', or remove it.",
    ),
    "IT06": Rule("'{item}' is not an item of this instrument.", "{advice}"),
    "IT07": Rule(
        "The item '{item}' requires itself ({way}).",
        "Remove one of these requirements.",
    ),
    "IT08": warn(
        "The item '{item}' can reach {reach} of {full} points, so it never scores 1.",
        "Lower 'full', or raise 'at_most' or the points.",
    ),
    "IT09": Rule(
        "The profile field '{field}' is of type {type}, which has no '{key}'.",
        "Remove '{key}', or give another type.",
    ),
    "IT10": Rule(
        "The profile field '{field}' is of type single and has no options.",
        "List its options, or write 'type: text'.",
    ),
    "IT11": Rule(
        "Only numbers above 0 have a logarithm, and '{key}' is {value}.",
        "Give a number above 0, or remove 'log'.",
    ),
    "IT12": Rule(
        "The item '{item}' replaces '{former}', which is still asked.",
        "Remove it from 'replaces', or give the item that is asked now another key.",
    ),
    "IT13": Rule(
        "The item '{former}' is replaced twice (first by '{other}').",
        "Keep one; where one item became two, they are not comparable with it.",
    ),
    "RP01": Rule(
        "The {kind} '{own}' would be asked as '{key}', which has {length} characters; "
        "at most {most} are kept.",
        "Shorten the key of the {kind} or of the entry.",
    ),
    "RP02": Rule(
        "The {kind} '{own}' would be asked under the key '{key}', which '{other}' has "
        "already.",
        "Give the {kind} or the entry another key.",
    ),
    "RP03": Rule(
        "The item '{item}' is asked once for each entry of the section '{section}', "
        "so that outside of it one answer cannot be meant.",
        "Name an item that is asked once.",
    ),
    "CN01": Rule("'{item}' is not an item of this instrument.", "{advice}"),
    "CN02": Rule(
        "The condition of '{item}' looks at '{other}', which is not asked before it.",
        "Refer to earlier items only, or move '{item}' behind '{other}'.",
    ),
    "CN03": Rule("'{code}' is not an option of the item '{item}'.", "{advice}"),
    "CN04": Rule(
        "'{verb}' cannot be used with '{item}', which is of type {type}.",
        "Use {verbs}.",
    ),
    "CN05": Rule(
        "'{item}' is a number item, and '{operand}' is not a number.",
        "Write digits, with a point before decimals.",
    ),
    "CN06": Rule(
        "No answer to '{item}' can fulfil this condition, so it never holds.",
        "Correct the values, or use 'any' where one of several may hold.",
    ),
    "CN07": Rule(
        "A comparison needs exactly one of equals, in, at_least, at_most, includes "
        "and answered, not {given}.",
        "Keep one; join several comparisons with 'all' or 'any'.",
    ),
}
