"""Spellings, repetitions and encodings of an audience that is not exactly the internal one."""

from __future__ import annotations

from itertools import product
from typing import Final
from urllib.parse import quote

WORDS: Final = (
    "public", "Public", "PUBLIC", "publik", "pub lic", " public ", "\u200bpublic", "ｐｕｂｌｉｃ",
    "everybody", "", "extern", "internal2", "not internal", "internal,public", "internal;public",
    "null", "true", "0", "[internal]", "Internal\u0661", "inter nal", "Ιnternal", "internal\u200bx",
)  # fmt: skip
NAMES: Final = (
    "audience", "Audience", "AUDIENCE", " audience", "audience[]", "audience%20", "the_audience",
    "audience_", "xaudience", "aud-ience", "audiance", "audence", "audiënce", "аudience",
    "ａudience", "aud\u200bience", "&amp;audience", "view.audience",
)  # fmt: skip


def _nested(text: str, times: int) -> str:
    for _ in range(times):
        text = quote(text, safe="")
    return text


QUERIES: Final = tuple(
    dict.fromkeys(
        [
            *(f"{quote(name)}={quote(word)}" for name, word in product(NAMES[:7], WORDS)),
            *(f"{quote(name)}=Public" for name in NAMES),
            *(f"{quote(name)}=internal" for name in NAMES[1:]),
            *(f"audience=internal&{quote(name)}=Public" for name in NAMES),
            *(f"{quote(name)}=Public&audience=internal" for name in NAMES),
            *(_nested("audience=public", times) for times in (1, 2, 3, 8, 20, 60)),
            *(f"x={_nested('audience=public', times)}" for times in (1, 2, 3)),
            "%61udience=public",
            "audience=%70ublic",
            "audience",
            "audience=",
            "&&audience=public",
            "x=1;audience=public",
            "x=1%26audience%3Dpublic",
            "x=1%3Faudience%3Dpublic",
            "x=1%23audience%3Dpublic",
            "x=1;audiance=public",
            "x=%7B%22audience%22:%22public%22%7D",
            "council=Example%20Borough&audience=public&as_at=2026-06-30",
            "council=x%3Baudience%3Dpublic",
            "audience=Internal&audience=Public",
            "audience=Public&audience=Internal",
            "audience=internal&audience=",
        ]
    )
)
"""What follows the question mark of an address; each asks for what the public may see."""
