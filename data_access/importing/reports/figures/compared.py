"""Whether a number is only what another is compared with: a target, the year before, an average."""

from __future__ import annotations

import re

from data_access.importing.reports.figures.beside import Beside
from data_access.importing.reports.figures.quantities import Quantity

_COMPARED = re.compile(
    r"\b(?:target|benchmark|expected|compared (?:with|to)|as opposed to|against|"
    r"similar (?:councils?|authorities)|previous(?:ly)?|"
    r"(?<!completed )(?<!decided )(?<!made )(?<!received )last year)\b\W*(?:\w+\W+){0,4}$|"
    r"(?<!received )(?<!said )\b(?:than|from|by)\W+(?:(?:the|a|an|about|around|over|just)\W+)*$",
    re.IGNORECASE,
)
_MORE_THAN = re.compile(
    r"(?:^\W*|\b(?:of|was|were|is|are|had|has|have|with|to|at|that|received|left|leaving|shows?|"
    r"some)\W+)more than\W*$",
    re.IGNORECASE,
)
# What is no more there: "cleared its backlog of 900".
_CLEARED = re.compile(r"\b(?:clear\w*|eliminat\w+|got rid of)\b\W+(?:\w+\W+){0,4}$", re.IGNORECASE)
# Of others, or of a share.
_AVERAGE = re.compile(
    r"(?<!than )(?<!above )(?<!below )\baverage\b\W*(?:\w+\W+){0,8}$", re.IGNORECASE
)
_ALL_COUNCILS = re.compile(
    r"\b(?:[Cc]ouncils|(?:[Ll]ocal )?[Aa]uthorities)\b\W+(?:\w+\W+){0,2}?(?:received|had|have|"
    r"reported|recorded|completed|were|are|made)\b|\b[Nn]eighbouring [A-Z]",
)
_A_NATIONS = re.compile(
    r"\bEnglish (?:local )?(?:councils|authorities)\b|"
    r"\b(?:councils|authorities) (?:in|across|throughout) (?:England|the country)\b|"
    r"\d (?:\w+ ){1,3}in England\b|"
    r"^\W*(?:Nationally|(?:In|Across) (?:England|the country))\b"
)
_OUR_OWN = re.compile(r"\b(?:we|our|us|ours|the council|the authority)\b", re.IGNORECASE)
_OF_TOTAL = re.compile(r"^\W*of (?:the|this|that|its|their) total\b", re.IGNORECASE)
_COMPARED_AFTER = re.compile(
    r"^(?!\W*(?:\w+ )?(?:against|compared|versus|vs|above|below|exceeding|under|short of|ahead of|"
    r"better|worse|higher|lower)\b)[^\w(]*(?:\w+[^\w(]+){0,2}?"
    r"(?:(?<!on )average|target|previously|the year before|"
    r"(?:the )?(?:last|previous|prior) year)\b",
    re.IGNORECASE,
)


def counts_a_nation(number: Quantity, sentence: str) -> bool:
    """Whether a number is a count of the whole nation: "English councils received …, and … were
    left undone"."""
    nation = _A_NATIONS.search(sentence, 0, number.start)
    if nation is None or number.kind != "count":
        return False
    return _OUR_OWN.search(sentence, nation.end(), number.start) is None


def is_compared(number: Quantity, said: Beside, *, own_period: bool) -> bool:
    """Whether a number is not where the council's own figure stands. `own_period`: it has a period
    of its own, as a figure of the year before may."""
    before = said.before
    if not own_period:
        if _COMPARED.search(before) and not _MORE_THAN.search(before):
            return True
        if _COMPARED_AFTER.match(said.after):
            return True
    if number.kind == "percent" and _OF_TOTAL.match(said.after):
        return True
    if number.kind == "percent" and _AVERAGE.search(before):
        return True
    return _ALL_COUNCILS.search(before) is not None or _CLEARED.search(before) is not None
