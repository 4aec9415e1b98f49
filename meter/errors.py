"""What may go wrong when answers are kept, and how the command line ends.

MeterError                              exit 1
    SettingsError, SettingsFileError    exit 2, usage
    DataError                           exit 11, data
    StateError                          exit 12, state
    NotFoundError                       exit 13, not found

Each room of the package has its own of these, in a file of this name.
"""

from __future__ import annotations

from typing import ClassVar


class MeterError(Exception):
    """Something that a person can put right; its text says how."""

    exit_code: ClassVar[int] = 1


class SettingsError(MeterError):
    """A setting cannot be used."""

    exit_code = 2

    def __init__(self, setting: str, problem: str) -> None:
        self.setting = setting
        self.problem = problem
        super().__init__(f'The setting "{setting}" cannot be used: {problem}.')


class SettingsFileError(MeterError):
    """The file of settings cannot be read."""

    exit_code = 2

    def __init__(self, path: str, problem: str) -> None:
        self.path = path
        self.problem = problem
        super().__init__(
            f"The settings file {path} {problem}. METER_CONFIG names a TOML file."
        )


class DataError(MeterError):
    """Something given is not what it has to be."""

    exit_code = 11


class StateError(MeterError):
    """What is asked cannot be done as things stand now."""

    exit_code = 12


class NotFoundError(MeterError):
    """Nothing of that name is kept here."""

    exit_code = 13

    def __init__(self, kind: str, name: object) -> None:
        self.kind = kind
        self.name = name
        super().__init__(f'There is no {kind} "{name}" here.')
