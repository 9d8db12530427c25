"""Published facts in an edition: exactly as the regulator and the ombudsman gave them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from components.exhibits.catalogue import exhibit
from components.exhibits.declaration import ExhibitRequest
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import filters_of
from components.exhibits.records import Records
from components.exhibits.view import View

IN_EDITIONS: Final = (
    "overall_score",
    "evidence_balance",
    "peer_overall",
    "peer_statements",
    "ombudsman_upheld",
    "ombudsman_expected",
    "ombudsman_remedies",
    "ombudsman_funnel",
)
"""Exhibits of published facts that an edition may show, in its order."""

_NOTHING_WITHOUT_A_CHART: Final = frozenset({"peer_overall", "peer_statements", "ombudsman_funnel"})


def published_exhibit(records: Records, key: str, view: View) -> Exhibit:
    """An exhibit of published facts, for the public."""
    request = ExhibitRequest(key, filters_of(view.today))
    return exhibit(records, request, replace(view, audience="public"))


def has_something(built: Exhibit) -> bool:
    """Whether an exhibit of published facts has anything to tell the public."""
    if built.key == "overall_score":
        return built.frame.get_column("score").drop_nulls().len() > 0
    if built.key in _NOTHING_WITHOUT_A_CHART:
        return built.chart is not None
    return built.frame.height > 0
