"""Findings about how a file is written: loading, keys, values, translations."""

from __future__ import annotations

from instruments.reading.catalogue.rule import Rule, warn

WRITTEN = {
    "LD01": Rule(
        "The file has {size} bytes; at most {most} are read.",
        "Split it into several instruments.",
    ),
    "LD02": Rule("The byte {byte} is not UTF-8 text.", "Save the file as UTF-8."),
    "LD03": Rule("The hidden character {character} stands here.", "Remove it."),
    "LD04": Rule(
        "This is not well-formed YAML ({problem}).",
        "Check the indentation, quotes, brackets and commas near this place.",
    ),
    "LD05": Rule(
        "Anchors and aliases ('{name}') are not used in instruments.",
        "Write the part out; options that several items share belong in a scale.",
    ),
    "LD06": Rule("The tag '{tag}' is not used in instruments.", "Remove it."),
    "LD07": Rule("Parts are nested more than {most} deep.", "Nest them less."),
    "LD08": Rule(
        "The file has more than {most} parts.", "Split it into several instruments."
    ),
    "LD09": Rule(
        "A second document begins here.",
        "Keep one instrument in a file and remove the line '---'.",
    ),
    "LD10": Rule("The file is empty.", "Declare an instrument in it."),
    "LD11": Rule(
        "The merge key '<<' is not used in instruments.", "Write the parts out."
    ),
    "LD12": Rule("A list or mapping stands as a key.", "Write the key as plain text."),
    "LD13": Rule(
        "A colon and a space stand inside a text without quotes.",
        "Put the whole text in quotes.",
    ),
    "LD14": Rule(
        "A text cannot begin with {sign}.",
        "Put the text in quotes; indent with spaces, not with tabs.",
    ),
    "LD15": Rule(
        "The format version '{found}' is not known; this program reads 1.",
        "Write 'meter: 1', or use a newer program.",
    ),
    "LD16": warn(
        "There are more problems than can be told at once.",
        "Correct these, then check again.",
    ),
    "KY01": Rule(
        "The key '{key}' stands here a second time (first in line {first}).",
        "Remove one of the two.",
    ),
    "KY02": Rule("The key '{key}' is not known here.", "{advice}"),
    "KY03": Rule("The key '{key}' is missing here.", "Add it."),
    "KY04": Rule(
        "'{found}' cannot be a key: a key has small letters, digits and '_', begins "
        "with a letter and has at most 40 characters.",
        "Write it like '{example}'.",
    ),
    "KY05": Rule(
        "The {kind} '{key}' is declared a second time (first in line {first}).",
        "Give one of the two another key.",
    ),
    "KY06": Rule(
        "'{key}' stands in this list a second time.", "Remove one of the two."
    ),
    "KY07": Rule(
        "'{key}' is reserved: files of answers and scores use it for something else.",
        "Choose another key.",
    ),
    "KY08": warn(
        "The node '{key}' has the key of an item, so that answers and scores cannot "
        "stand in one table.",
        "Give the node another key.",
    ),
    "VL01": Rule("'{name}' must be text, and {found} is given.", "Write one text."),
    "VL02": Rule("'{name}' is empty.", "Write something, or remove the key."),
    "VL03": Rule(
        "'{name}' has {length} characters; at most {most} are kept.", "Shorten it."
    ),
    "VL04": Rule(
        "'{name}' must be a number, and {found} is given.",
        "Write digits, with a point before decimals.",
    ),
    "VL05": Rule(
        "'{name}' must be a whole number, and {found} is given.",
        "Write digits without a point.",
    ),
    "VL06": Rule(
        "'{name}' must be true or false, and {found} is given.",
        "Write true or false.",
    ),
    "VL07": Rule(
        "'{name}' must be {bound}, and {found} is given.", "Write such a number."
    ),
    "VL08": Rule("'{name}' cannot be {found}.", "{advice}"),
    "VL09": Rule(
        "'{name}' must be a list, and {found} is given.",
        "Write its parts in [ ], or each on a line after '-'.",
    ),
    "VL10": Rule(
        "'{name}' must have parts with keys, and {found} is given.",
        "Write each part as 'key: value'.",
    ),
    "VL11": Rule(
        "'{name}' must have {bound} parts, and has {length}.",
        "Add or remove parts.",
    ),
    "VL12": Rule(
        "'{found}' is no language tag.",
        "Write one such as 'en', 'ar', 'pt-BR' or 'zh-Hant'.",
    ),
    "VL13": Rule(
        "'{name}' must be a date, and {found} is given.",
        "Write year, month and day as 2026-06-18.",
    ),
    "VL14": Rule(
        "'{name}' cannot be read ({problem}).",
        "Compare it with the grammar, which 'meter schema' prints.",
    ),
    "VL15": Rule(
        "'{name}' must be a name or have parts with keys, and {found} is given.",
        "Write the name alone, or give it under 'by', with what it needs beside it.",
    ),
    "TX01": Rule(
        "This is no well-formed .po file from here on ({problem}).",
        "Check the quotes and the keywords near this line.",
    ),
    "TX02": Rule(
        "The name of the file is no language tag ('{found}').",
        "Name it like 'fr.po', 'pt-BR.po' or 'zh-Hant.po'.",
    ),
    "TX03": warn(
        "'{path}' is no text of this instrument, so its translation is not used.",
        "{advice}",
    ),
    "TX04": warn(
        "The words of '{path}' have changed since they were translated, so the "
        "translation is not used.",
        "Run 'meter translations extract', then translate it again.",
    ),
    "TX05": warn(
        "No translation into '{language}' for {missing} of {all} texts, the first of "
        "them '{path}'.",
        "Run 'meter translations status' to see them.",
    ),
    "TX06": warn(
        "The translation of '{path}' does not have the same placeholders as the "
        "source ({wanted}), so it is not used.",
        "Copy each placeholder unchanged.",
    ),
    "TX07": warn(
        "Translations into '{language}' that are marked fuzzy are not used: {fuzzy}, "
        "the first of them '{path}'.",
        "Check each, then remove its mark.",
    ),
    "TX08": warn(
        "The instrument is written in '{language}', so this file is not used.",
        "Remove the file.",
    ),
    "TX09": warn(
        "'{path}' is translated a second time (first in line {first}); the last "
        "one is used.",
        "Remove one of the two.",
    ),
    "TX10": Rule(
        "A translation must have 1 to {most} characters; that of '{path}' has "
        "{length}.",
        "Shorten it.",
    ),
}
