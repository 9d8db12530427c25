"""Which council a report is about, as far as its files say: by a title or headline, else by the
regulator's web address, else by the one name its text keeps coming back to.

A report speaks of neighbours, regions and universities too. So a name in running text decides only
where it stands at least three times, and three times as often as the next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from data_access.importing.reports.parsing.result import ParsedDocument
from data_access.importing.stages.meaning.councils import Councils
from data_access.ledger.ledger import INVENTED_COUNCILS
from data_access.reference.council_register import register, without_kind
from vocabulary.wording import number_of

_FEWEST_MENTIONS = 3
_TIMES_THE_NEXT = 3
_MOST_CHARACTERS = 2_000_000
_ADDRESS = re.compile(
    r"local-authority-assessment-reports?/(?P<report>[a-z][a-z-]{2,60}?)(?:-\d{3,8}\b|[/?#\s]|$)|"
    r"/cqc-(?:rates|publishes-(?:its-)?report-(?:on|into)|publishes-report)-(?P<release>[a-z-]{3,60}?)"
    r"(?:-councils?)?-(?:adult-social|care-act|as-)"
)
_FILE_NAME = re.compile(r"^(?P<report>[a-z][a-z-]{2,60}?)-\d{4}-theme\d")
# What else is called by the name of a place.
_NOT_THE_COUNCIL = (
    r"(?!(?:,? (?:and |& )?[A-Z][\w-]+){0,6},? (?:University|NHS|Hospitals?|ICB|ICS|"
    r"Integrated Care|Foundation|Police|Fire|Street|Road)\b)"
)
_OTHER_PLACE = r"(?<!Greater )(?<!University of )(?<!East )(?<!West )(?<!North )(?<!South )"


@dataclass(frozen=True)
class Named:
    """The council a report names. told_by: what names it. where: the same for a person to read,
    to follow "it is named"."""

    council: str
    told_by: Literal["title", "address", "mentions"]
    where: str


def council_named(documents: Sequence[ParsedDocument], councils: Councils) -> Named | None:
    """The council that the files of one report name; None where they name none, or several without
    one standing out."""
    for document in documents:
        if named := named_in_head(document, councils):
            return named
    counted = _mentions(documents, councils)
    if not counted:
        return None
    (first, times), *others = counted.most_common(2)
    if times < _FEWEST_MENTIONS or (others and times < _TIMES_THE_NEXT * others[0][1]):
        return None
    rest = f", and {others[0][0]} {number_of(others[0][1], 'time')}" if others else ""
    return Named(first, "mentions", f"{number_of(times, 'time')} in its text{rest}")


def named_in_head(document: ParsedDocument, councils: Councils) -> Named | None:
    """The council that one file names in a title, a headline or its web address."""
    if document.authority_named:
        named = councils.named_or_new(document.authority_named)
        return Named(named, "title", f"in the title of {document.source}")
    said = f"{document.address or ''}\n{document.text[:_MOST_CHARACTERS]}".casefold()
    file = re.split(r"[/\\]|: ", document.source)[-1].casefold()
    for found in (*_ADDRESS.finditer(said), *_FILE_NAME.finditer(file)):
        slug = found.groupdict().get("report") or found.groupdict().get("release") or ""
        if council := councils.named(slug.replace("-", " ")):
            return Named(council, "address", f"in the web address of {document.source}")
    return None


def _mentions(documents: Sequence[ParsedDocument], councils: Councils) -> Counter[str]:
    """How often the text of the files speaks of each council."""
    names = _names_in_text(councils.known)
    pattern = _pattern(tuple(sorted(names, key=len, reverse=True)))
    left = _MOST_CHARACTERS
    counted: Counter[str] = Counter()
    for document in documents:
        text = " ".join(document.text[:left].split())
        left -= len(text)
        counted.update(names[found.group().replace("&", "and")] for found in pattern.finditer(text))
    return Counter({councils.named(name) or name: times for name, times in counted.items()})


def _names_in_text(known: Iterable[str]) -> dict[str, str]:
    """What councils are called in running text: their bare names, as they are written there."""
    names: dict[str, str] = {}
    for name in known:
        names[name.replace("&", "and")] = name
        if name not in INVENTED_COUNCILS and (bare := without_kind(name)):
            names[bare.replace("&", "and")] = name
    for each in register():
        for said in (each.name, each.short_name, without_kind(each.short_name)):
            names[said.replace("&", "and").replace("St. ", "St ")] = each.name
    # Words that are no name where they stand alone.
    return {said: name for said, name in names.items() if said not in {"", "Reading", "London"}}


@lru_cache(maxsize=4)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    said = "|".join(re.escape(name).replace(r"\ and\ ", r"\ (?:and|&)\ ") for name in names)
    return re.compile(rf"(?<![\w-]){_OTHER_PLACE}(?:{said})(?![\w-]){_NOT_THE_COUNCIL}")
