"""Findings about what is measured: framework and stages."""

from __future__ import annotations

from instruments.reading.catalogue.rule import Rule, warn

MEASURED = {
    "FW01": Rule("The index '{node}' is not declared under nodes.", "{advice}"),
    "FW02": Rule("The node '{node}' is not declared under nodes.", "{advice}"),
    "FW03": Rule("'{item}' is not an item of this instrument.", "{advice}"),
    "FW04": Rule(
        "The node '{node}' contains itself ({way}).",
        "Remove one of these nodes from the other's 'of'.",
    ),
    "FW05": Rule(
        "No index reaches the node '{node}'.",
        "Name it in the 'of' of another node, or remove it.",
    ),
    "FW06": Rule(
        "The index '{index}' reaches the node '{node}' twice (by '{first}' and by "
        "'{second}'), so that it would count twice.",
        "Remove it from one of them.",
    ),
    "FW07": Rule(
        "The index '{index}' counts the item '{item}' twice (in '{first}' and in "
        "'{second}').",
        "Remove it from one of them.",
    ),
    "FW08": Rule(
        "The number item '{item}' has no goalposts, and the method '{method}' does "
        "not normalise it, so it cannot be scored.",
        "Give it goalposts, normalise it, or take it out of the node '{node}'.",
    ),
    "FW09": Rule(
        "The item '{item}' is of type {type}, which is never scored.",
        "Take it out of the node '{node}'.",
    ),
    "FW10": Rule(
        "The node '{node}' stands below level {most}, its index being level 1.",
        "Use fewer levels.",
    ),
    "FW11": warn(
        "The item '{item}' has points or goalposts, and no node counts it.",
        "Name it in the items of a node, or remove its points or goalposts.",
    ),
    "FW12": Rule(
        "A node needs exactly one of 'of', 'items', 'tagged', 'ratio' and 'table'.",
        "Keep one of them; put other parts into a node of their own.",
    ),
    "FW13": Rule(
        "There is a framework, and no method says how it is scored.",
        "Declare methods with a method 'default'.",
    ),
    "FW14": Rule(
        "{part} are declared, and there is no framework that they could work on.",
        "Declare a framework, or remove them.",
    ),
    "FW15": Rule("No item that can be scored has the tag '{tag}'.", "{advice}"),
    "FW16": Rule(
        "A ratio is of number items, and '{item}' is of type {type}.",
        "Name a number item.",
    ),
    "FW17": Rule(
        "The ratio '{node}' has no goalposts, and the method '{method}' does not "
        "normalise it, so it cannot be scored.",
        "Give the node goalposts, or name it under 'normalise' of the method.",
    ),
    "FW18": Rule(
        "Goalposts belong to ratios and to number items, and '{node}' is neither.",
        "Remove them, or name '{node}' under 'normalise' of a method.",
    ),
    "FW19": Rule(
        "The ratio divides '{item}' by itself.", "Name another item below the line."
    ),
    "ST01": Rule("The stage rule is of '{node}', which is no node.", "{advice}"),
    "ST02": Rule(
        "The first band begins at {lower}; a score below it would have no stage.",
        "Let the first band begin at 0.",
    ),
    "ST03": Rule(
        "The band '{band}' begins at {lower}, which is not above the band before "
        "({before}).",
        "Put the bands in rising order.",
    ),
    "ST04": Rule("The gate names '{node}', which is no node.", "{advice}"),
    "ST05": Rule("The gate names '{item}', which is no item.", "{advice}"),
    "ST06": Rule(
        "A gate cannot hold '{item}' to a minimum: it is of type {type}.",
        "Use an ordinal or a number item, or a node.",
    ),
    "ST07": warn(
        "No method uses the stage rule '{rule}'.",
        "Name it under the stages of a method, or remove it.",
    ),
    "ST08": Rule(
        "The score of a node lies between 0 and 1, and '{operand}' does not.",
        "Write a number from 0 to 1.",
    ),
    "ST09": Rule(
        "A gate needs exactly one of 'node' and 'item'.",
        "Keep one; write another gate for the other.",
    ),
    "ST10": Rule("'{code}' is not an option of the item '{item}'.", "{advice}"),
    "ST11": Rule(
        "The band '{band}' has one class, which tells nothing apart.",
        "Name two classes or more, the lowest first, or none.",
    ),
}
