"""What may be wrong with something that a person gives.

DataError, exit 11, data (meter/errors.py)
    UnknownItemError, WrongAnswerError, NoteError
    TitleError, EmailError, ProfileError, LanguagesError, WordsError, PastDayError
    EvidenceLinkError, EmptyFileError, FileSizeError, FileTypeError
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class UnknownItemError(DataError):
    """An answer is for an item that the instrument does not ask."""

    def __init__(self, item: str) -> None:
        self.item = item
        super().__init__(f'The item "{item}" is not asked in this round.')


class WrongAnswerError(DataError):
    """An answer is not of the kind that its item takes."""

    def __init__(self, item: str, answer: object) -> None:
        self.item = item
        self.answer = answer
        super().__init__(
            f'The item "{item}" does not take {answer!r}. Parse what was given first.'
        )


class NoteError(DataError):
    """What is said beside an answer cannot be kept."""

    def __init__(self, item: str, most: int) -> None:
        self.item = item
        self.most = most
        super().__init__(
            f"The note on {item} cannot be kept: write at most {most} characters,"
            " without control characters."
        )


class EmailError(DataError):
    """A text is no e-mail address."""

    def __init__(self, email: str) -> None:
        self.email = email
        super().__init__(
            f'"{email}" is not an e-mail address. Write it like name@example.org.'
        )


class TitleError(DataError):
    """A name or title is blank, too long, or holds characters that no page shows."""

    def __init__(self, text: str, most: int) -> None:
        self.text = text
        self.most = most
        super().__init__(
            f"{text[:40]!r} cannot be a name. Use 1 to {most} characters on one line."
        )


class ProfileError(DataError):
    """A value is no answer to a fact about a unit; the text says what would be."""

    def __init__(self, field: str, given: str, needed: str) -> None:
        self.field = field
        self.given = given
        self.needed = needed
        super().__init__(f'"{field}" cannot be "{given[:40]}". Use {needed}.')


class WordsError(DataError):
    """A question, a reply or a reason is blank, too long or cannot be kept."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"Write 1 to {most} characters.")


class PastDayError(DataError):
    """A day of a plan lies so far back that its year must be a slip."""

    def __init__(self, day: date, earliest: date) -> None:
        self.day = day
        self.earliest = earliest
        super().__init__(f"{day} is too long ago. Choose {earliest} or a later day.")


class EvidenceLinkError(DataError):
    """A link given as evidence is no web address."""

    def __init__(self, given: str) -> None:
        self.given = given
        super().__init__(
            f'"{given}" is no web address. Write all of it, beginning with https://.'
        )


class EmptyFileError(DataError):
    """A file given as evidence holds nothing, or none was chosen."""

    def __init__(self) -> None:
        super().__init__("The file is empty. Choose another one.")


class FileSizeError(DataError):
    """A file given as evidence is too large; sizes are in bytes."""

    def __init__(self, size: int, most: int) -> None:
        self.size = size
        self.most = most
        super().__init__(f"The file has {size} bytes, and {most} are taken at most.")


class FileTypeError(DataError):
    """A file given as evidence is of no kind that is taken, whatever its name says.

    Attributes:
        name: of the file.
        endings: of the kinds that are taken.
    """

    def __init__(self, name: str, endings: Sequence[str]) -> None:
        self.name = name
        self.endings = tuple(endings)
        super().__init__(
            f'"{name}" is not what can be taken: {", ".join(endings)}, each with the'
            " content that its ending says. Save it as PDF."
        )


class LanguagesError(DataError):
    """A list of languages holds what is no tag of one."""

    def __init__(self, given: str) -> None:
        self.given = given
        super().__init__(
            f'"{given}" cannot be read as a language. Write tags such as fr or zh-Hant,'
            " with semicolons between."
        )
