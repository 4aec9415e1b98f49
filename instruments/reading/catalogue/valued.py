"""Findings about how it is valued: methods with all that they declare, diagnostics."""

from __future__ import annotations

from instruments.reading.catalogue.rule import Rule, warn

VALUED = {
    "WT01": Rule("The method names '{node}', which is no node.", "{advice}"),
    "WT02": Rule(
        "The weights of '{node}' must name exactly its children: {problem}.",
        "Write one weight for each of {children}.",
    ),
    "WT03": Rule(
        "'{node}' is {form}; it has no children to combine or to weigh.",
        "Remove this line.",
    ),
    "WT04": Rule("The method names '{rule}', which is no stage rule.", "{advice}"),
    "WT05": Rule("'{by}' does not take '{key}'.", "Remove it, or use {owners}."),
    "WT06": Rule("'{by}' needs {needed}.", "Add what is missing."),
    "WT07": Rule(
        "No shares of the {count} children of '{node}' lie between {least} and {most} "
        "and add up to 1.",
        "Give a 'least_share' up to {even} and a 'most_share' from {even} on.",
    ),
    "WT08": Rule(
        "'{by}' needs two children or more to put in order, and '{node}' has one.",
        "Combine '{node}' otherwise.",
    ),
    "WT09": Rule(
        "The weights of '{node}' are declared under 'weights' and found under "
        "'weighting'.",
        "Remove one of the two.",
    ),
    "WT10": Rule(
        "An expert must give points to exactly the children of '{node}': {problem}.",
        "Write points for each of {children}.",
    ),
    "WT11": Rule(
        "The comparisons of '{node}' must hold each pair of its children once: "
        "{problem}.",
        "Compare each of {children} with each other one, once.",
    ),
    "WT12": Rule(
        "'factors' is {factors}, and '{node}' has {count} children.",
        "Keep fewer, or remove 'factors'.",
    ),
    "WT13": Rule(
        "'pooled' takes the items of all nodes below '{node}': {problem}.",
        "Combine '{node}' otherwise.",
    ),
    "WT14": warn(
        "'{by}' is made for values from 0 to 1, and those of '{child}' may leave them "
        "('{normalise}').",
        "Normalise '{child}' otherwise, or bring its node back with 'min_max' or "
        "goalposts.",
    ),
    "WT15": warn(
        "The scores of the method '{method}', which is used where none is named, "
        "depend on who else is in the file.",
        "State fixed values (goalposts, low and high, mean and sd), or name a fixed "
        "method 'default' and keep this one beside it.",
    ),
    "WT16": Rule(
        "These weights would do nothing: {why}.",
        "Remove them.",
    ),
    "WT17": warn(
        "'most_not_applicable' does nothing in the node '{node}': {why}.",
        "Remove it, or put it on nodes of items that take a mean or pool.",
    ),
    "WT18": warn(
        "The comparisons of '{node}' contradict each other: their consistency ratio "
        "is {ratio}, and up to {most} is accepted.",
        "Look at them again, or keep them if they are meant.",
    ),
    "NM01": Rule(
        "The method normalises '{name}', which is no item and no node.", "{advice}"
    ),
    "NM02": Rule(
        "The item '{item}' is of type {type}, which is never scored.",
        "Remove this line.",
    ),
    "NM03": Rule(
        "'low' and '{end}' are both {value}, so no score can be computed.",
        "Give two different numbers.",
    ),
    "NM04": Rule(
        "Only numbers above 0 have a logarithm, and '{key}' is {value}.",
        "Give a number above 0, or remove 'log'.",
    ),
    "NM05": Rule(
        "'cap_low' ({low}) is not below 'cap' ({high}), so that all values are one.",
        "Exchange the two.",
    ),
    "NM06": warn(
        "The item '{item}' is normalised, and no node weighs it.",
        "Name it in the items of a node, or remove this line.",
    ),
    "NM07": warn(
        "Under '{by}' 0 is the mean of the units, and {what} counts as 0 in the node "
        "'{node}'.",
        "Let '{reason}' be 'leave_out', or 'mean' where that is meant.",
    ),
    "NM08": Rule(
        "'{by}' would divide by 0: 'to' is {value}.",
        "Hold values against another number.",
    ),
    "AL01": Rule(
        "'{name}' lists fewer than two different ways, so nothing is drawn.",
        "List every way that may be drawn, the declared one too.",
    ),
    "AL02": Rule(
        "The alternatives vary nothing.",
        "Name weights, combine, normalise, unanswered or leave_out under them.",
    ),
    "DG01": Rule("The diagnostic names '{node}', which is no node.", "{advice}"),
    "DG02": Rule(
        "Weighed items with the tag '{tag}': {count}; at least {needed} are needed.",
        "Tag more items, or lower 'least_items' under 'guards'.",
    ),
    "DG03": Rule(
        "'{lower}' ({low}) is above '{higher}' ({high}).",
        "Let the thresholds rise: watch, finding, strong.",
    ),
    "DG04": Rule(
        "The node '{node}' is held against itself.", "Remove it from 'others'."
    ),
    "DG05": Rule(
        "'{first}' and '{second}' are both the tag '{tag}'.", "Name two tags."
    ),
}
