"""A list of the ombudsman's decisions on complaints: its "Decision" is not what the council itself
concluded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data_access.importing.stages.meaning.wording import tokens

# What the ombudsman says and a council does not. Source: the ombudsman's decision reasons.
_THEIRS = re.compile(
    r"(?i)initial enquir|jurisdiction|maladministration|injustice|referred back for local|"
    r"not warranted"
)
_DECISION = frozenset({"decision", "decided", "determination"})


def of_the_ombudsman(
    headers: Sequence[str],
    fields: Sequence[str | None],
    texts: Sequence[Sequence[str]],
    titles: Sequence[str],
) -> dict[int, str]:
    """Places of columns that are the ombudsman's and not the council's, and their fields. They are
    where their words are, or where the file speaks of the ombudsman and of nothing that the council
    did itself."""
    if "outcome" not in fields or "ombudsman_outcome" in fields:
        return {}
    at = fields.index("outcome")
    speaks = any("ombudsman" in tokens(text) for text in (*headers, *titles))
    own = {"received", "acknowledged"} & set(fields)
    theirs = any(_THEIRS.search(text) for text in texts[at])
    if not theirs and (not speaks or own):
        return {}
    found = {at: "ombudsman_outcome"}
    for place, name in enumerate(fields):
        if name == "responded" and _DECISION & set(tokens(headers[place])):
            found[place] = "ombudsman_decided"
    return found
