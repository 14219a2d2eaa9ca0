"""Who speaks in a line of a chat: what Zoom, Teams, Slack, WhatsApp, Telegram and Discord save or show.

Start reading at `speaker`.
"""

from __future__ import annotations

import re

__all__ = ["speaker"]

_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_WHO = r"([^\W\d_][^:<>\[\]@\t]{1,60}?)"
_LINES = tuple(
    re.compile(pattern)
    for pattern in (
        # 10:02:11 From Bob Jones to Everyone: …, as Zoom saves it, in the language of the program
        rf"\s*{_TIME}\s+(?:From|from|Von|De|Da|Van|Från|Fra|Od|От)\s+{_WHO}\s+"
        r"(?:to|To|an|à|a|para|naar|til|till|do|для|кому)\s+[^:]{1,80}:",
        # [05.03.24, 10:02:11] Bob Jones: …  and  05/03/2024, 10:02 - Bob Jones: …
        rf"\s*\[?{_DATE},?\s+{_TIME}\]?\s*(?:[-–]\s*)?{_WHO}:\s",
        # 00:01:04<tab>Bob Jones:<tab>…  and  [10:02] Bob Jones: …
        rf"\s*\[?{_TIME}\]?\s+<?{_WHO}[:>](?:\s|\Z)",
        # [Yesterday 10:02] Bob Jones
        rf"\s*\[[^\[\]\d]{{0,30}}(?:{_DATE},?\s+)?{_TIME}\]\s+{_WHO}\s*\Z",
        # Bob Jones  10:02 AM
        rf"\s*{_WHO}\s+{_TIME}\s*\Z",
        # Bob Jones — 03/05/2024 10:02 AM, Bob Jones — Today at 10:02, Bob Jones, [05.03.2024 10:02]
        rf"\s*{_WHO}(?:,\s*\[|\s+[-–—]\s+)(?:[^\W\d]{{2,12}},?\s+(?:at\s+|um\s+|à\s+)?)?"
        rf"(?:{_DATE},?\s+)?{_TIME}(?:\s+Uhr)?\]?\s*\Z",
    )
)
_LONGEST = 300


def speaker(line: str) -> str:
    """Who a line of a chat is from; empty for any other line.

    >>> speaker("10:02:11 From Bob Jones to Everyone:"), speaker("[05.03.24, 10:02:11] Bob Jones: hello")
    ('Bob Jones', 'Bob Jones')
    >>> speaker("Bob Jones  10:02 AM"), speaker("[Yesterday 10:02] Lee, Ann"), speaker("Kind regards")
    ('Bob Jones', 'Lee, Ann', '')
    """
    head = line[:_LONGEST].replace("\u200e", "")
    if not any(c.isdecimal() for c in head):
        return ""
    for pattern in _LINES:
        found = pattern.match(head)
        if found is not None:
            return found[1].strip()
    return ""
