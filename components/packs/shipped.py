"""The packs that come with the dashboard."""

from __future__ import annotations

from typing import Final

from components.packs.pack import EVERY_STATEMENT, EVERY_THEME, Pack, PackItem

SHIPPED: Final = (
    Pack(
        "Quarterly board: learning, improvement and innovation",
        (
            PackItem("overall_score"),
            PackItem("what_changed"),
            PackItem("statement_indicators", statement="learning"),
            PackItem("training_gap"),
            PackItem("training_duties"),
            PackItem("staff_voice"),
            PackItem("complaints_volume"),
            PackItem("ombudsman_expected"),
            PackItem("audit_grades"),
            PackItem("learning_loop"),
            PackItem("coproduction_voices"),
            PackItem("plan_burn_up"),
            PackItem("innovation"),
        ),
    ),
    Pack(
        "All nine statements",
        (
            PackItem("overall_score"),
            PackItem("statement_scores"),
            PackItem("theme_scores", statement=EVERY_THEME),
            PackItem("peer_statements"),
            PackItem("evidence_balance"),
        ),
        "public",
    ),
    Pack(
        "If they assessed us today",
        (
            PackItem("overall_score"),
            PackItem("assessed_today_all"),
            PackItem("assessed_today", statement=EVERY_STATEMENT),
        ),
    ),
    Pack(
        "Measures by quality statement",
        (
            PackItem("overall_score"),
            PackItem("what_changed"),
            PackItem("statement_indicators", statement=EVERY_STATEMENT),
        ),
    ),
)
