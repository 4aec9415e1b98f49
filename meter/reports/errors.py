"""Why a report cannot be made.

MeterError
    StateError
        MissingTypesetterError  the extra that makes PDF files is not installed
        MissingWordError        the extra that makes Word documents is not installed
        UnsetPaperError         a questionnaire could not be set in type
            LongPaperError          it is longer than what is set in type
"""

from __future__ import annotations

from meter.errors import StateError


class MissingTypesetterError(StateError):
    """The typesetter or a font that the extra `pdf` brings is not installed."""

    def __init__(self, library: str) -> None:
        self.library = library
        super().__init__(
            f"A PDF needs the library {library}, which is not installed. Install it "
            f"with: pip install 'meter-engine[pdf]'"
        )


class MissingWordError(StateError):
    """The library that the extra `word` brings is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "A Word document needs the library python-docx, which is not installed. "
            "Install it with: pip install 'meter-engine[word]'"
        )


class UnsetPaperError(StateError):
    """The typesetter gave up on a questionnaire, or took too long."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"The PDF could not be made: {reason}.")


class LongPaperError(UnsetPaperError):
    """A questionnaire has more text than is set in type at once."""

    def __init__(self, characters: int, most: int) -> None:
        self.characters = characters
        self.most = most
        super().__init__(
            f"the questionnaire has {characters:,} characters, and at most {most:,}"
            f" are set in type; use meter workbook instead"
        )
