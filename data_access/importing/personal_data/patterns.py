"""What personal data looks like in a text: patterns, and the checks that patterns cannot make.

Sources: NHS numbers by the check digit (NHS Data Model and Dictionary, modulus 11); National
Insurance numbers by HMRC's rules for prefix and suffix (National Insurance Manual NIM39110);
postcodes by the areas and letters that Royal Mail uses; telephone numbers by Ofcom's National
Telephone Numbering Plan (0 or +44, then nine or ten digits) and ITU-T E.164 for other countries.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from stdnum.gb import nhs

# Between the parts of a number: blanks of any kind, hyphens and dashes, dots.
_GAP = r"[ \t\r\n\u00a0\u2000-\u200a\u202f\u2010-\u2015.-]"

_AREAS = (
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN "
    "DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA "
    "LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG "
    "SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
)
_NO_ENDINGS = re.compile(r"1st|2nd|3rd|\dth|\dhr")  # as in "S1 2nd visit", "B2 1hr"


@dataclass(frozen=True)
class Pattern:
    """A kind of personal data. `likely` finds texts worth a closer look (in Polars' dialect of
    regular expressions, which has no look-around); `there` says whether it is in one of them."""

    kind: str
    likely: str
    there: Callable[[str], bool]


# A SHA-256 digest, as a kept pack has many: some look as if they began with a telephone number.
_DIGEST = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{64}(?![0-9A-Za-z])")


def _finder(pattern: str, check: Callable[[str], bool] | None = None) -> Callable[[str], bool]:
    found = re.compile(pattern)

    def there(text: str) -> bool:
        said = _DIGEST.sub("…", text)
        return any(check is None or check(match.group()) for match in found.finditer(said))

    return there


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


# In groups of three, three and four, however far apart; or with a blank anywhere. Longer numbers,
# amounts of money and decimals are none. A letter in front makes it a code of another kind,
# unless it says NHS.
_NHS_GROUPED = rf"[0-9]{{3}}{_GAP}{{0,3}}[0-9]{{3}}{_GAP}{{0,3}}[0-9]{{4}}"
_NHS_SPACED = r"[0-9](?:[ \u00a0]?[0-9]){9}"
_nhs_number = _finder(
    rf"(?:(?<![\w.,£$€])|(?<=[Nn][Hh][Ss])|(?<=[a-zA-Z][.:#]))"
    rf"(?:{_NHS_GROUPED}|{_NHS_SPACED})(?![.,]?\d)",
    lambda match: nhs.is_valid(_digits(match)),
)


def _is_telephone_number(match: str) -> bool:
    """Whether the first few of the groups of digits are one; more may stand behind it."""
    groups = re.findall(r"[0-9]+", match)
    abroad = match.startswith("+") or groups[0].startswith("00")
    if not abroad and len(groups[0]) < 3:
        return False  # as in "01 2026"
    number = ""
    for group in groups:
        number += group
        national = number.removeprefix("00")
        if abroad and national.startswith("44"):
            if len(national.removeprefix("44").removeprefix("0")) in {9, 10}:
                return True
        elif len(national) in (range(10, 16) if abroad else (10, 11)):
            return True
    return False


# Not in the middle of a number, a date, a sum of money or a code such as CMP-0123456789.
_telephone = _finder(
    r"(?<![\w£.,/])(?<![A-Za-z0-9]-)(?<!\d )"
    rf"(?:\+ ?[1-9]|00 ?[1-9]|\(?0[1-35789])(?:[0-9()]|{_GAP}){{7,}}",
    _is_telephone_number,
)


def _is_postcode(match: str) -> bool:
    outward, inward = match[:-3].strip(), match[-3:]
    if _NO_ENDINGS.fullmatch(inward):
        return False
    area = re.match(r"[A-Za-z]+", outward)
    return area is not None and area.group().upper() in _AREAS.split()


_postcode = _finder(
    r"(?i)(?<![\w-])(?:[A-Z]{1,2}\d[A-HJKPSTUW\d]?)[\s\u00a0]{0,2}\d[ABD-HJLNP-UW-Z]{2}(?![\w-])",
    _is_postcode,
)

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[/.-]\s?|\s+(?:of\s+)?)(?:\d{{1,2}}\b|{_MONTH})|"
    rf"\d{{4}}-\d|{_MONTH}\s+\d{{1,2}}\b)"
)
_BIRTH = r"(?:\bd\.?\s?o\.?\s?b\b\.?|\bdate\s+of\s+birth\b|\bbirth\s?(?:date|day)\b)"
_BORN = r"\bborn(?:\s+on)?(?:\s+the)?\b"
_birth = _finder(
    rf"(?i)(?:{_BIRTH}|{_BORN})(?:\s+(?:is|was))?[\s:=,(-]*{_DAY}|"
    rf"{_BIRTH}(?:\s+(?:is|was))?[\s:=,(-]*{_MONTH}"
)

_NI_NUMBER = rf"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]{_GAP}?\d\d{_GAP}?\d\d{_GAP}?\d\d{_GAP}?[A-D]"
_ni_number = _finder(
    rf"(?i)(?<![A-Z0-9]){_NI_NUMBER}(?![A-Z0-9])",
    lambda match: match[:2].upper() not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"},
)

# The `likely` patterns keep to ASCII letters, digits and word ends, for which the engine is fast.
PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "an NHS number",
        rf"{_NHS_GROUPED}|{_NHS_SPACED}",
        _nhs_number,
    ),
    Pattern(
        "a National Insurance number",
        rf"[A-Za-z]{{2}}{_GAP}?[0-9]{{2}}{_GAP}?[0-9]{{2}}{_GAP}?[0-9]{{2}}{_GAP}?[A-Da-d]",
        _ni_number,
    ),
    Pattern(
        "an e-mail address",
        r"@[A-Za-z0-9]",
        _finder(r"[\w.%+'&-]+@(?:[\w-]+\.)+[A-Za-z]{2,}"),
    ),
    Pattern(
        "a telephone number",
        rf"(?:^|[^0-9A-Za-z])(?:\+ ?[1-9]|00 ?[1-9]|0[1-35789])(?:[0-9()]|{_GAP}){{7,}}",
        _telephone,
    ),
    Pattern(
        "a postcode",
        r"[A-Za-z][0-9][A-Za-z0-9]?[ \u00a0]{0,2}[0-9][A-Za-z]{2}(?-u:\b)",
        _postcode,
    ),
    Pattern(
        "a date of birth",
        r"[Bb][Oo][Rr][Nn](?-u:\b)|[Bb][Ii][Rr][Tt][Hh]|(?-u:\b)[Dd]\.? ?[Oo]\.? ?[Bb](?-u:\b)",
        _birth,
    ),
)

ANY_LIKELY = "|".join(f"(?:{pattern.likely})" for pattern in PATTERNS)
