"""What is said to a language model: one file per prompt and version (answer.v1.md ...), and how it is filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from string import Template
from typing import Final

_PARTS: Final = re.compile(r"\A# system\n(?P<system>.*?)\n# user\n(?P<user>.*)\Z", re.DOTALL)


class PromptError(ValueError):
    """A prompt file, or what it is filled in with, is not as the program expects: a fault of this program."""


@dataclass(frozen=True, slots=True)
class Messages:
    """A rendered prompt: what the program says as system and as user."""

    system: str
    user: str


def render(name: str, **variables: str) -> Messages:
    """Fill in a prompt file.

    Args:
        name (str): Name and version, such as answer.v1.
        **variables (str): A value for each $variable of the file. Values are put in as they are, never read as
            templates.

    Returns:
        Messages: Both parts, without blank lines at their ends.

    Raises:
        PromptError: If there is no such file, it lacks a part, or a variable is missing or unknown.
    """
    file = files(__name__) / f"{name}.md"
    if not file.is_file():
        raise PromptError(f"no prompt {name}")
    parts = _PARTS.match(file.read_text(encoding="utf-8"))
    if not parts:
        raise PromptError(f"{name} lacks '# system' or '# user'")
    system, user = Template(parts["system"].strip()), Template(parts["user"].strip())
    wanted = {*system.get_identifiers(), *user.get_identifiers()}
    if wanted != set(variables):
        raise PromptError(f"{name} takes {sorted(wanted)}, given were {sorted(variables)}")
    return Messages(system.substitute(variables), user.substitute(variables))
