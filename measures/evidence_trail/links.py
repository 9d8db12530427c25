"""Which records hang together: from what was found to lessons, actions and later checks.

References that differ in case, spaces or punctuation are one. What happened after `as_at` has not
happened.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import polars as pl

from measures.statistics.breakdown import plain
from measures.statistics.columns import require
from measures.statistics.periods import within

FOUND: Final = ("finding", "audit", "complaint", "ombudsman", "coproduction")
"""Kinds of records that say what is good and what is short."""
KINDS: Final = (*FOUND, "learning", "action", "innovation")
"""Kinds of records that a trail is made of. An ombudsman decision goes by its complaint's
reference."""
ELSEWHERE: Final = ("safeguarding_adult_review", "compliment", "other")
"""Kinds of causes that keep no record here: only what names them is known."""

LINK_SCHEMA: Final[Mapping[str, pl.DataType]] = {
    "kind": pl.String(),
    "reference": pl.String(),
    "relation": pl.String(),
    "to_kind": pl.String(),
    "to_reference": pl.String(),
    "on_record": pl.Boolean(),
}


def trail_links(records: Mapping[str, pl.DataFrame], as_at: date) -> pl.DataFrame:
    """List every link between two records, from the earlier to the later.

    `records`: the frames of finding, audit, complaint, coproduction, learning and action, with a
    snapshot's columns. A lesson hangs on what it was found in, an action on all that it answers,
    an audit on the audit it checks again, an ombudsman decision on its complaint. An action that
    does not say what kind of thing it answers is looked up among all kinds. Gives one row per
    link, sorted: kind, reference (the earlier record), relation (what the later is to it: lesson,
    action, re_audit or decision), to_kind, to_reference (the later one), on_record (False: the
    earlier is named, but has no record here).

    Raises ValueError naming the column that is missing.
    """
    lessons, actions, audits = (records[name] for name in ("learning", "action", "audit"))
    require(lessons, "reference", "origin", "origin_reference", "found")
    require(actions, "reference", "answers_kind", "answers", "opened")
    require(audits, "reference", "re_audit_of", "audited")
    later = pl.col("reference").alias("to_reference")
    named = pl.concat(
        [
            lessons.filter(within("found", None, as_at)).select(
                later,
                stated_kind="origin",
                raw="origin_reference",
                to_kind=pl.lit("learning"),
                relation=pl.lit("lesson"),
            ),
            actions.filter(within("opened", None, as_at))
            .explode("answers", keep_nulls=False)
            .select(
                later,
                stated_kind="answers_kind",
                raw="answers",
                to_kind=pl.lit("action"),
                relation=pl.lit("action"),
            ),
            audits.filter(within("audited", None, as_at)).select(
                later,
                stated_kind=pl.lit("audit"),
                raw="re_audit_of",
                to_kind=pl.lit("audit"),
                relation=pl.lit("re_audit"),
            ),
        ]
    ).with_columns(key=plain(pl.col("raw")))
    named = named.filter(pl.col("key").fill_null("") != "", pl.col("to_reference").is_not_null())
    known = _known(records, as_at, named.get_column("key").unique())
    # A decision that was named but never referred is the complaint itself.
    asked = named.join(
        known.filter(pl.col("kind") == "ombudsman").select("key", decided=pl.lit(value=True)),
        on="key",
        how="left",
    ).with_columns(
        stated_kind=pl.when((pl.col("stated_kind") == "ombudsman") & pl.col("decided").is_null())
        .then(pl.lit("complaint"))
        .otherwise("stated_kind")
    ).unique(maintain_order=True)  # fmt: skip
    of_kind = asked.filter(pl.col("stated_kind").is_not_null()).join(
        known, left_on=["stated_kind", "key"], right_on=["kind", "key"], how="left"
    ).with_columns(kind="stated_kind")  # fmt: skip
    of_any = asked.filter(pl.col("stated_kind").is_null()).join(
        known.filter(pl.col("kind") != "ombudsman"), on="key", how="left"
    ).with_columns(pl.col("kind").fill_null("other"))  # fmt: skip
    links = pl.concat(
        [part.select(*_PARTS) for part in (of_kind, of_any)] + [_decisions(records, as_at)]
    )
    return (
        links.with_columns(
            on_record=pl.col("reference").is_not_null(),
            reference=pl.coalesce("reference", pl.col("raw").first().over("kind", "key")),
        )
        .select(pl.col(name).cast(kind) for name, kind in LINK_SCHEMA.items())
        .filter(
            (pl.col("kind") != pl.col("to_kind")) | (pl.col("reference") != pl.col("to_reference"))
        )
        .unique()
        .sort(*LINK_SCHEMA)
    )


_PARTS: Final = ("kind", "reference", "raw", "key", "relation", "to_kind", "to_reference")


def _known(records: Mapping[str, pl.DataFrame], as_at: date, wanted: pl.Series) -> pl.DataFrame:
    """Records that something names: kind, reference, key."""
    finding, complaint = records["finding"], records["complaint"]
    require(finding, "reference", "published")
    require(complaint, "reference", "received", "ombudsman_referred", "ombudsman_decided")
    published = pl.col("published")
    frames = {
        "finding": finding.filter(published.is_null() | (published <= as_at)),
        "audit": records["audit"].filter(within("audited", None, as_at)),
        "complaint": complaint.filter(within("received", None, as_at)),
        "ombudsman": complaint.filter(within("received", None, as_at), _REFERRED),
        "coproduction": records["coproduction"].filter(within("held", None, as_at)),
        "learning": records["learning"].filter(within("found", None, as_at)),
    }
    return pl.concat(
        frame.select(
            "reference", kind=pl.lit(kind, pl.String), key=plain(pl.col("reference"))
        ).filter(pl.col("key").is_in(wanted.implode()))
        for kind, frame in frames.items()
    ).unique(maintain_order=True)


_REFERRED: Final = (
    pl.col("ombudsman_referred").fill_null(value=False) | pl.col("ombudsman_decided").is_not_null()
)


def _decisions(records: Mapping[str, pl.DataFrame], as_at: date) -> pl.DataFrame:
    referred = records["complaint"].filter(within("received", None, as_at), _REFERRED)
    return referred.select(
        "reference",
        kind=pl.lit("complaint"),
        raw="reference",
        key=plain(pl.col("reference")),
        relation=pl.lit("decision"),
        to_kind=pl.lit("ombudsman"),
        to_reference="reference",
    ).select(*_PARTS)
