"""A quality statement's score and what the council commits itself to."""

from __future__ import annotations

from html import escape

import streamlit as st

from components import look
from components.exhibits.catalogue import Records
from components.exhibits.view import View
from components.widgets.statements.newest_scores import newest_scores
from measures.ratings.rating import SCORE_NAMES
from vocabulary.wording import long_date

_KINDS = (("published", "Published by CQC"), ("self_assessed", "Self-assessed"),
          ("peer_review", "Peer review"))  # fmt: skip


def statement_card(known: Records, statement: str, view: View) -> None:
    """The newest score of each kind, and the commitment."""
    with look.card("score"):
        commitment = None
        lines = []
        for kind, words in _KINDS:
            scores = newest_scores(known, kind).rows_by_key("statement", named=True, unique=True)
            row = scores[statement]
            if kind == "published":
                commitment = row["commitment"]
            if row["score"] is None and kind != "published":
                continue
            score = row["score"]
            name = f"{words}: {SCORE_NAMES[score]}" if score else f"{words}: not known"
            lines.append(
                look.ScoreLine(
                    name=name,
                    score=score,
                    kind=kind,  # type: ignore[arg-type]  # the three kinds there are
                    note=long_date(row["day"]) if row["day"] else None,
                )
            )
        look.score_list("Score", lines)
        if commitment:
            st.html(
                '<h2 class="scores-title commitment-title">What the council is held to</h2>'
                f'<p class="commitment">{escape(commitment)}</p>'
            )
        if view.nature == "illustrative":
            look.source("Invented for illustration.")
