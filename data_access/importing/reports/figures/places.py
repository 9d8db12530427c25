"""Whose page it is by the places that it names: the council's own, and others.

The council's own place says nothing of a number ("in Elmshire" may be left out), any other place
says that the number is another's.
"""

from __future__ import annotations

import re
from collections import Counter

from data_access.importing.coding.phrases import word_set
from data_access.importing.reports.figures.areas_named import REGIONS
from data_access.importing.stages.meaning.dates import MONTHS

ANOTHER = "othercouncil"  # stands for the name of a place that is not the council's own

_WORD = r"[A-Z][a-z]+(?:-[A-Za-z]+)*"
_NAME = rf"{_WORD}(?:(?: (?:and|upon|on|of|the|with|under|&)){{0,2}} {_WORD}){{0,3}}"
_KINDS = r"(?:City|County|Borough|District|Metropolitan|Unitary|London|Royal)"
_COUNCIL = re.compile(rf"\b(?P<name>{_NAME}) Council\b(?! [Tt]ax)")
_BOROUGH_OF = re.compile(rf"\b(?:Borough|City|County) of (?P<name>{_NAME})")
_PLACED = re.compile(
    rf"\b(?:[Ii]n|[Aa]cross|[Tt]hroughout|[Ww]ithin|[Aa]round|[Nn]eighbouring) (?P<name>{_NAME})\b"
)
# Rows under a heading: "Elmshire – 71%", "England – 70%"
_ROW = re.compile(rf"\b(?P<name>{_NAME}) ?[–—:-] ?(?=\d[\d.]*\s?%)")
_ENGLANDS = re.compile(r"\bEngland ?[–—:-] ?\d")
_ROWS = 2  # at least, so that a single heading is no place
_BESIDE_US = re.compile(rf"\b[Nn]eighbouring {_NAME}")
_KIND_WORDS = re.compile(rf"(?: {_KINDS})+$|^(?:{_KINDS} )+(?:of )?")
# Names in capitals, and words that sentences begin with, that are of no place.
_NO_PLACES = word_set(
    "the this that our a an in at of for across while and but since as from council councils we "
    "england britain wales scotland ireland kingdom great care adult adults social quarter spring "
    "summer autumn winter making section department government parliament health table figure "
    "appendix skills safeguarding deprivation survey framework ombudsman outcome outcomes service "
    "services data act part full good outstanding digital quality commission direct local "
    "authority authorities national region regional neighbours cipfa annual appeal court people "
    "performance result results page home homes team hospital safe systems article theme statement "
    "wave year total response respect line particular addition comparison summary practice "
    "partnership all only just another elsewhere"
) | frozenset(MONTHS)
_IS_REGION = re.compile(rf"(?:the )?{REGIONS}|midlands|north|south|east|west", re.IGNORECASE)
_POSSESSIVE = r"(?:’s|'s|’|(?<=s)')"


def own_place(text: str) -> str | None:
    """The place of the council that a page is of: the one it calls a council, or else the one it
    names most; None where it names none, or several as often."""
    councils = Counter(_names(_COUNCIL, text) + _names(_BOROUGH_OF, text))
    named = councils or Counter(_names(_PLACED, _BESIDE_US.sub("", text)))
    named = named or _of_rows(text)
    often = {name: len(re.findall(rf"\b{re.escape(name)}\b", text)) for name in named}
    most = max(often.values(), default=0)
    first = [name for name, many in often.items() if many == most]
    return first[0] if len(first) == 1 else None


def without_places(sentence: str, own: str | None) -> str:
    """The sentence without the council's own name, and with `ANOTHER` for that of any other."""
    if own is None:
        return sentence
    ours = re.escape(own)
    kinds = rf"(?:(?:London |Royal )?(?:Borough|City|County) of )?{ours}(?: {_KINDS})*"
    said = re.sub(rf"\b{kinds} Council\b", "the council", sentence)
    said = re.sub(
        rf",? ?\b(?:based |living |were |was )?(?:in|across|throughout|within|around) (?:the )?"
        rf"{kinds}\b(?!{_POSSESSIVE}|-),?(?! (?:and|or) [A-Z])",
        _left_out,
        said,
        flags=re.IGNORECASE,
    )
    said = re.sub(rf"\b{kinds}{_POSSESSIVE}", "our", said)
    said = re.sub(rf"\b{kinds}\b(?![-/])", "we", said)
    for pattern in (_COUNCIL, _PLACED):
        for match in reversed(list(pattern.finditer(said))):
            name = _place(match["name"])
            if name and name not in own and own not in name:
                start, end = match.span()
                said = f"{said[:start]}{ANOTHER}{said[end:]}"
    return said


def _left_out(match: re.Match[str]) -> str:
    """What is left of "in Elmshire,": the comma that ends what stands before it."""
    if not match.start():
        return "In our area,"
    return "," if match[0].endswith(",") else ""


def of_another(before: str, after: str, sentence: str) -> bool:
    """Whether a number is of another council: its name stands beside it, or alone in the
    sentence."""
    if ANOTHER not in sentence:
        return False
    if re.search(rf"^\W*(?:[\w’']+\W+){{0,4}}?{ANOTHER}\b", after) or ANOTHER in before:
        return True
    return re.match(rf"^\W*(?:\w+\W+){{0,2}}?{ANOTHER}\b", sentence) is not None and not re.search(
        r"\b(?:we|our|us|the council)\b", sentence
    )


def _of_rows(text: str) -> Counter[str]:
    """The places whose numbers stand in rows, each as often as England's."""
    rows, englands = Counter(_names(_ROW, text)), len(_ENGLANDS.findall(text))
    return Counter({name: many for name, many in rows.items() if many == englands >= _ROWS})


def _names(pattern: re.Pattern[str], text: str) -> list[str]:
    found = []
    for match in pattern.finditer(text):
        name = _place(match["name"])
        if name:
            found.append(name)
    return found


def _place(said: str) -> str | None:
    """The place that a capitalised name is of, without "The" and "County"."""
    words = said.split()
    while words and words[0].lower() in _NO_PLACES | {"neighbouring"}:
        words = words[1:]
    name = _KIND_WORDS.sub("", " ".join(words))
    if not name or _IS_REGION.fullmatch(name):
        return None
    return (
        None
        if any(word.lower() in _NO_PLACES - {"the", "of", "and"} for word in name.split())
        else name
    )
