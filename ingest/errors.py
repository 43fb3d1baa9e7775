"""The project's errors. Each prints as one line in Chinese: what, which file, what to do.

YaodianError
├── FileError                one file could not be read; the others of the same call go on
│   ├── UnreadableFile       damaged, disguised as another format, or not decodable
│   ├── UnsupportedFile      a format without a reader, or one whose helper program is not installed
│   ├── NoText               nothing to extract: a scan or an empty file
│   ├── TooLarge             larger than the limit, packed or unpacked, or too slow to parse
│   ├── Locked               protected by a password
│   └── Classified           marked 秘密, 机密 or 绝密
├── NothingToRead            a path that does not exist or holds no readable file
├── LibraryError             the library cannot be opened, migrated or restored
├── BrokenIndex              an index cannot be built or opened
├── BrokenModel              the built-in embedding's files are missing or damaged
├── OwnerNotAnswering        another process owns the index and does not answer
├── EndpointFault            the language model's endpoint gave no whole answer
│   └── ContextOverflow      because the prompt was too long for the model
└── BadRequest               a request that makes no sense as asked
    └── Superseded           because what it changes has been changed meanwhile
"""

from __future__ import annotations


class YaodianError(Exception):
    """Base of all errors that a user sees. `str()` is the one line that is shown."""


class FileError(YaodianError):
    """One file could not be read.

    Args:
        what (str): What is wrong, in Chinese.
        file (str): The file's path as the user gave it.
        remedy (str): What to do about it, in Chinese.
    """

    def __init__(self, what: str, file: str, remedy: str) -> None:
        super().__init__(f"{what}：{file}。{remedy}")
        self.what, self.file, self.remedy = what, file, remedy


class UnreadableFile(FileError):
    """Damaged, disguised as another format, or not decodable."""


class UnsupportedFile(FileError):
    """A format without a reader, or one whose helper program is not installed."""


class NoText(FileError):
    """Nothing to extract: a scan or an empty file."""


class TooLarge(FileError):
    """Larger than the limit, packed or unpacked, or too slow to parse."""


class Locked(FileError):
    """Protected by a password."""


class Classified(FileError):
    """Marked 秘密, 机密 or 绝密: such a file does not belong on this machine."""


class NothingToRead(YaodianError):
    """A path that does not exist or holds no readable file."""


class LibraryError(YaodianError):
    """The library cannot be opened, migrated or restored."""


class BrokenIndex(YaodianError):
    """An index cannot be built or opened."""


class BrokenModel(YaodianError):
    """The built-in embedding's files are missing or damaged."""


class OwnerNotAnswering(YaodianError):
    """Another process owns the index and does not answer."""


class EndpointFault(YaodianError):
    """The language model's endpoint gave no whole answer."""


class ContextOverflow(EndpointFault):
    """The prompt was too long for the model."""


class BadRequest(YaodianError):
    """A request that makes no sense as asked."""


class Superseded(BadRequest):
    """What a request changes has been changed by somebody else meanwhile."""
