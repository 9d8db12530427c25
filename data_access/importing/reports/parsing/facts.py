"""What a page states about itself: whose report it is, when it was published, how it was rated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from data_access.importing.reports.files.characters import folded

RATINGS = ("inadequate", "requires improvement", "good", "outstanding")

_LONGEST = 400
_RATING = r"['\"‘’“”]?(?P<rating>inadequate|requires improvement|good|outstanding)"
_NAME = r"(?:the )?(?P<name>[^.:;!?]{3,80}?)"
_TITLE = re.compile(
    rf"^{_NAME}\s*[:\-–—]\s*local authority assessment(?: report)?\b|"
    # The pilots of 2023 are titled "… County Council assessment".
    r"^(?P<pilot>[^.:;!?]{3,80}\b(?:council|borough of [a-z ]{3,40})) assessment$",
    re.IGNORECASE,
)
_HEADLINE = re.compile(
    rf"^(?:embargoed[:\s-]+)?(?:cqc|the care quality commission) (?:rates|has rated) {_NAME}"
    rf"(?:['’]s?)?(?:,? adult social care(?: provision)?)?(?: as)? {_RATING}\b",
    re.IGNORECASE,
)
_REPORT_ON = re.compile(
    rf"^(?:embargoed[:\s-]+)?cqc publishes (?:its )?report (?:on|into) {_NAME}(?:['’]s?)? "
    r"(?:care act|adult social care)",
    re.IGNORECASE,
)
_HAS_RATED = re.compile(
    rf"\b(?:cqc\)?|care quality commission),? has rated {_NAME} as {_RATING}\b", re.IGNORECASE
)
_OVERALL = re.compile(
    rf"^(?:overall(?: rating)?|rating|overall rating for [^:]{{1,80}})\s*[:\-–—]\s*{_RATING}$",
    re.IGNORECASE,
)
_PERCENTAGE = re.compile(
    r"^(?:[^.%]{0,120}\bscored (\d{1,3}) out of 100\b|overall (?:rating|score|percentage)"
    r"[^%.]{0,100}?(\d{1,3})\s?(?:%|per cent|out of 100\b)|"
    # Without "%": two digits at least, so that it cannot be the score of a quality statement.
    r"overall (?:score|percentage)\s*(?:of|is|was|[:=\-–—])?\s*(\d{2,3})$)",
    re.IGNORECASE,
)
_SCORE_ALONE = re.compile(
    r"^(?:total |the )?(?:score|percentage)\s*(?:of|is|was|[:=\-–—])?\s*"
    r"(\d{2,3})\s*(?:%|per cent|/\s?100|out of 100)?\.?$",
    re.IGNORECASE,
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH_STARTS = [month[:3] for month in _MONTHS]
_DATE = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({'|'.join(m[:3] + '(?:' + m[3:] + ')?' for m in _MONTHS)})"
    r"\.?,?\s+(\d{4})\b|\b(\d{4})-(\d{2})-(\d{2})\b|\b(\d{1,2})/(\d{1,2})/(\d{4})\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"^(?:(?:this|the|our|date|assessment|report|page|first|was|of|is)\s+){0,5}"
    r"(?:published|publication)(?:\s+(?:by (?:cqc|the care quality commission)|on|date)){0,2}"
    r"\s*[:\-–—]?\s*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?=\w)",
    re.IGNORECASE,
)
# A council's name where nothing else says that it is one: words begin with a capital, or join.
_NAME_WORD = re.compile(r"^(?:[A-Z(&][\w.'’()&-]*|of|and|the|upon|on|in|by|with|le|under|-|–|—)$")
_LONGEST_NAME = 9  # words
_UPDATED = re.compile(r"\b(?:page )?last (?:updated|reviewed|modified)\b", re.IGNORECASE)
_DATE_LINE = 120


@dataclass(frozen=True)
class Fact:
    """What one line states; fields it does not state are None. `whole` says the line is nothing
    but the fact, so that it need not be shown again as text."""

    authority: str | None = None
    rating: str | None = None
    percentage: int | None = None
    published: date | None = None
    updated: date | None = None
    whole: bool = True


def read_fact(text: str) -> Fact | None:
    """The fact a line states, or None. A percentage may be any number; the caller checks it."""
    if len(text) > _LONGEST:
        return None
    if (dates := _dates(text)) is not None:
        return dates
    for read in (_from_headline, _from_sentence, _from_line):
        if (fact := read(text)) is not None:
            return fact
    return None


def _from_headline(text: str) -> Fact | None:
    match = _TITLE.match(text) or _HEADLINE.match(text) or _REPORT_ON.match(text)
    if match is None:
        return None
    rating = match.groupdict().get("rating")
    return Fact(_name_in(match), rating.lower() if rating else None)


def _from_sentence(text: str) -> Fact | None:
    match = _HAS_RATED.search(text)
    if match is None:
        return None
    return Fact(_tidy_name(match.group("name")), match.group("rating").lower(), whole=False)


def _from_line(text: str) -> Fact | None:
    if match := _PERCENTAGE.match(text):
        return Fact(percentage=int(next(filter(None, match.groups()))))
    if match := _OVERALL.match(text):
        return Fact(rating=match.group("rating").lower())
    return None


def rating_alone(text: str) -> str | None:
    """The rating a line consists of, or None."""
    plain = folded(text).strip(" .:*")
    return plain if plain in RATINGS else None


def score_alone(text: str) -> int | None:
    """The percentage a line like "Score: 62" consists of, or None. Only where the line stands by
    the overall rating can it be the overall one."""
    match = _SCORE_ALONE.match(text.strip())
    return int(match.group(1)) if match else None


def may_name_a_council(text: str) -> bool:
    """Whether a line, or what stands in it before a rating, could be a council's name, and not the
    end of a sentence that closes with a word for a rating."""
    words = text.strip(" .:-–—*").split()
    return 0 < len(words) <= _LONGEST_NAME and all(map(_NAME_WORD.match, words))


def authority_in_title(title: str) -> str | None:
    """The council a page's title names, or None."""
    match = _TITLE.match(title)
    return _name_in(match) if match else None


def read_date(text: str, *, at_once: bool = False) -> date | None:
    """The first date written in the text ("13 December 2024", "2024-12-13", "13/12/2024");
    `at_once`: only one that the text begins with."""
    for match in _DATE.finditer(text):
        if at_once and match.start():
            return None
        day, month, year, y, m, d, dd, mm, yyyy = match.groups()
        try:
            if month:
                number = 1 + next(
                    i for i, n in enumerate(_MONTHS) if n.startswith(month[:3].lower())
                )
                return date(int(year), number, int(day))
            return date(int(y), int(m), int(d)) if y else date(int(yyyy), int(mm), int(dd))
        except ValueError:
            continue
    return None


def _dates(text: str) -> Fact | None:
    if len(text) > _DATE_LINE:
        return None
    updated = _UPDATED.search(text)
    published = _PUBLISHED.match(text)
    if not updated and not published:
        return None
    before = text[: updated.start()] if updated else text
    # The day follows the word at once: "Published guidance of 3 May 2024 was used" says no day.
    when = read_date(before[published.end() :], at_once=True) if published else None
    since = read_date(text[updated.end() :]) if updated else None
    if when is None and since is None:
        return None
    return Fact(published=when, updated=since)


def _name_in(match: re.Match[str]) -> str:
    read = match.groupdict()
    return _tidy_name(read.get("name") or read.get("pilot") or "")


def _tidy_name(name: str) -> str:
    trimmed = re.sub(r"['’]s?$", "", name.strip(" ,-–—"))
    return re.sub(r"^the\s+", "", trimmed, flags=re.IGNORECASE)
