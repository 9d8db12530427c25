"""What columns of groups are called, by what their groups are of: age, ethnicity, channel …"""

from __future__ import annotations

from collections.abc import Mapping

from data_access.importing.stages.meaning.wording import fold
from vocabulary.indicators import BreakdownKind

BREAKDOWN_HEADERS: Mapping[BreakdownKind, tuple[str, ...]] = {
    BreakdownKind.AGE: ("age", "age group", "age band", "age range", "ages"),
    BreakdownKind.SEX: ("sex", "gender"),
    BreakdownKind.ETHNICITY: ("ethnicity", "ethnic group", "ethnic origin", "ethnic category"),
    BreakdownKind.LANGUAGE: ("language", "first language", "preferred language"),
    BreakdownKind.SUPPORT_REASON: ("primary support reason", "support reason", "psr"),
    BreakdownKind.CHANNEL: ("channel", "contact channel", "way of contact", "route of access",
                            "contact method", "method of contact"),
    BreakdownKind.REASON: ("reason for contact", "contact reason", "reason of contact"),
    BreakdownKind.OUTCOME: ("contact outcome", "outcome of contact"),
    BreakdownKind.AREA: ("locality", "ward", "neighbourhood", "postcode area"),
    BreakdownKind.SETTING: ("setting", "accommodation", "accommodation status"),
    BreakdownKind.PROVIDER: ("provider", "provider name"),
}  # fmt: skip
_KIND_OF = {name: kind for kind, names in BREAKDOWN_HEADERS.items() for name in names}


def kind_of_header(header: str) -> BreakdownKind | None:
    """What a breakdown is by, as its column's name says; None where it says no one thing."""
    return _KIND_OF.get(fold(header))
