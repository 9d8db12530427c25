"""A thousand words that something may trip over, and stores in which every field has some."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable

import polars as pl

from data_access.datasets import DATASETS
from data_access.ledger.entry import Entry
from data_access.ledger.ledger import append
from data_access.snapshot import Snapshot
from data_access.store.database import Store
from vocabulary.principal import Principal

_BASES = (
    "<b>bold</b>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "&lt;i&gt;",
    "<a href='javascript:alert(1)'>here</a>", "</div></table>", "<!--", "]]>", "<br>", "&amp;",
    "<sup>2</sup>",
    "<style>*{display:none}</style>", "<svg onload=alert(1)>", "<iframe src=//x>", "\"' onclick=x",
    "W" * 120, "honorificabilitudinitatibus" * 5, "a" * 60 + "-" + "b" * 60, "\u202eevil",
    "\u200bzero", "zero\u200dwidth", "soft\u00adhyphen", "\u2066isolate\u2069",
    "Тeam", "Tеam", "Ｔeam", "ﬁnance", "e\u0301", "Z\u0335\u0321\u0353",
    "😀👩‍👩‍👧", "漢字", "عربي", "עברית", "𝔘𝔫𝔦", "é ŵ ł",
    "=1+1", "=cmd|' /C calc'!A0", "+44", "-1", "@SUM(A1)", "{{7*7}}", "${7*7}", "%{x}", "%s %d",
    "{0}", "$a_b$", "#let x = 1", "*star*", "_under_", "`tick`", "[link](javascript:alert(1))",
    ":red[x]", ":material/home:", "# head", "> quote", "| a | b |",
    "'; DROP TABLE finding;--", "\\", "\\n",
    "../..", "NULL", "None", "nan", "true", "0", "1e5", "007", "a\tb", "a\nb", "a;b", "a,b",
    'say "no"', "'", "//",
)  # fmt: skip
_WRAPS = (
    "{}", "{} team", "Team {}", "The {} and {}", "{}{}", "({})", "“{}”", "{}: a note", "{} " * 3,
    "Long words before it, then {}", "{}, and so on", "a{}b", "{}?", "North {} (adults)",
)  # fmt: skip


def hostile_words() -> list[str]:
    """A thousand different strings, each with one thing to trip over."""
    made = (wrap.replace("{}", base).strip() for wrap in _WRAPS for base in _BASES)
    return list(itertools.islice(dict.fromkeys(made), 1000))


WORDS = hostile_words()


def hostile(value: str, seed: int) -> str:
    """One of the words for a value, always the same, and different from every other value's."""
    digest = hashlib.sha256(f"{seed}\0{value}".encode()).digest()
    return f"{WORDS[int.from_bytes(digest[:4]) % len(WORDS)]} {digest[4:6].hex()}"


def make_hostile(store: Store, known: Snapshot, *, seed: int, principal: Principal) -> None:
    """Write a council's record once more, with hostile words in every field of people's own
    words."""
    _made(store, known, lambda value: hostile(value, seed), principal)


def make_turned(store: Store, known: Snapshot, *, principal: Principal) -> None:
    """The same, with its own words after a sign that turns what follows."""
    _made(store, known, lambda value: f"\u202e{value}", principal)


def _made(store: Store, known: Snapshot, words: Callable[[str], str], principal: Principal) -> None:
    entries = []
    for name, fields in FIELDS.items():
        dataset = DATASETS[name]
        rows = known[name].filter(pl.col("authority") == known.authority)
        if rows.is_empty():
            continue
        filled = rows.select(dataset.columns).with_columns(
            pl.col(field).map_elements(words, return_dtype=pl.String) for field in fields
        )
        entries.append(Entry(dataset, filled, replaces=("authority",), guarded=True))
    append(store, entries, principal=principal, source_name="hostile.csv")


FIELDS: dict[str, tuple[str, ...]] = {
    "score": ("rationale", "note", "source"),
    "finding": ("section", "text", "why", "reference"),
    "training": ("team", "role", "course_name"),
    "staff_voice": ("team", "wording"),
    "complaint": ("team",),
    "compliment": ("team",),
    "coproduction": ("title", "said", "changed", "owner"),
    "seldom_heard": ("group", "why", "named_in"),
    "audit": ("team",),
    "learning": ("lesson", "team", "owner", "change"),
    "action": ("action", "team", "owner", "progress", "impact"),
    "innovation": ("name", "partner", "showed", "owner"),
    "indicator": ("name", "team", "breakdown", "source"),
    "event": ("event", "why", "source"),
    "rating": ("source",),
    "ombudsman": ("source",),
    "characteristic": ("text", "source"),
    "judgement": ("judged_by", "note", "missing", "owner"),
}
"""Fields in which a council's people write words of their own, by dataset."""
