"""What can be wrong in a file that declares a method."""

from __future__ import annotations

from instruments.reading.catalogue.rule import Rule, warn

METHOD_FILES = {
    "MF01": Rule(
        "There is no instrument '{instrument}' in the library or beside this file.",
        "Write its key, or the path of its file from here.",
    ),
    "MF02": Rule(
        "The method is for the instrument '{instrument}', and is used with '{other}'.",
        "Use it with its own instrument, or name the other one here.",
    ),
    "MF03": Rule(
        "The instrument '{instrument}' has a method '{key}' of its own.",
        "Give this one another key.",
    ),
    "MF04": Rule(
        "The instrument '{instrument}' has a ladder '{key}' of its own.",
        "Use that one, or give this one another key.",
    ),
    "MF05": warn(
        "The method was written for version {versions} of '{instrument}'; this is "
        "version {version}.",
        "See that it still fits, then add the version.",
    ),
    "MF06": Rule(
        "The instrument '{instrument}' has errors of its own.",
        "Correct them first; 'meter check {source}' lists them.",
    ),
    "MF07": Rule(
        "This file declares a method, not an instrument.",
        "Use it with '--method' beside the instrument '{instrument}'.",
    ),
}
