"""Which exhibits bear on which quality statement: those on a theme that the codebook ties to it."""

from __future__ import annotations

from typing import Final

import polars as pl

ABOUT: Final[dict[str, tuple[str, ...]]] = {
    "training_gap": ("training_access",),
    "training_duties": ("training_access", "professional_development"),
    "staff_voice": ("training_access", "workforce"),
    "workforce_routes": ("career_routes",),
    "audit_grades": ("quality_assurance",),
    "audit_moderation": ("quality_assurance",),
    "audit_repeats": ("quality_assurance", "learning_embedded"),
    "learning_loop": ("learning_embedded",),
    "learning_not_evidenced": ("learning_embedded",),
    "complaints_volume": ("complaints",),
    "complaints_timeliness": ("complaints",),
    "complaints_outcomes": ("complaints",),
    "ombudsman_upheld": ("complaints",),
    "ombudsman_expected": ("complaints",),
    "ombudsman_remedies": ("complaints",),
    "complaints_changed": ("complaints", "learning_embedded"),
    "coproduction_levels": ("coproduction",),
    "coproduction_voices": ("coproduction", "equity"),
    "coproduction_answers": ("coproduction",),
    "innovation": ("innovation", "research"),
    "plan_burn_up": ("governance",),
}
"""Themes by exhibit, in the order in which a reader wants them. What shows records of every theme
alike, or says something of each statement already, is not in it."""


def bearing_on(statement: str, codebook: pl.DataFrame) -> tuple[str, ...]:
    """Keys of the exhibits that bear on a statement, in order.

    `codebook`: theme, statements (list). A theme that is not in it ties nothing.
    """
    tied = codebook.filter(pl.col("statements").list.contains(statement).fill_null(value=False))
    themes = set(tied.get_column("theme"))
    return tuple(key for key, about in ABOUT.items() if themes & set(about))
