"""Examples in docstrings, shown as code: Markdown would take their `>>>` for a quotation, and their brackets for links.

mkdocs.yml names the extension. Start reading at `fenced`.
"""

from __future__ import annotations

import re
from typing import Any

import griffe

# From a first prompt to the next empty line.
_EXAMPLE = re.compile(r"^( *)>>> .*(?:\n(?! *$).*)*", re.MULTILINE)


def fenced(text: str) -> str:
    """Put each example into a block of code."""
    return _EXAMPLE.sub(lambda found: f"{found[1]}```pycon\n{found[0]}\n{found[1]}```", text)


class Examples(griffe.Extension):
    """Fences the examples of every docstring that is shown."""

    def on_instance(self, *, obj: griffe.Object, **_: Any) -> None:
        """Change a docstring once it is read."""
        if obj.docstring is not None:
            obj.docstring.value = fenced(obj.docstring.value)
