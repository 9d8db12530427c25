"""What a report says as rows of the score and finding datasets, without losing what is known."""

from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl

from data_access.datasets import FINDING, SCORE, Dataset
from data_access.importing.coding.themes import ThemeRule
from data_access.importing.own_process.pool import suggest_codings
from data_access.importing.reports.parsing.result import ParsedFinding, ParsedReport, report_first
from data_access.ledger.as_known import batches, rows_as_known
from data_access.ledger.entry import canonical
from data_access.reference.published_facts import codebook_frame
from data_access.snapshot import snapshot
from data_access.store.database import Store
from vocabulary.framework import STATEMENTS, framework_on
from vocabulary.principal import Principal
from vocabulary.ratings import PRESS_RELEASE, SAME_ASSESSMENT
from vocabulary.wording import long_date

SOURCE_KIND = "cqc_assessment"
_CODING = (
    "polarity",
    "category",
    "themes",
    "coded_by",
    "suggested_polarity",
    "suggested_category",
    "suggested_themes",
    "why",
)


def theme_rules(codebook: pl.DataFrame) -> list[ThemeRule]:
    """The codebook (rows of the theme dataset) as the rules that suggest themes, in the order of
    the shipped codebook: at a tie the earlier goes first, wherever the rows come from."""
    shipped = codebook_frame().get_column("theme").to_list()
    order = {theme: place for place, theme in enumerate(shipped)}
    rows = sorted(
        codebook.iter_rows(named=True),
        key=lambda row: (order.get(row["theme"], len(order)), row["name"] or ""),
    )
    return [
        ThemeRule(
            row["theme"], row["name"], tuple(row["statements"] or ()), tuple(row["cues"] or ())
        )
        for row in rows
    ]


def score_rows(
    store: Store, parsed: ParsedReport, authority: str, day: date | None
) -> pl.DataFrame:
    """Rows of the score dataset, one per statement with a score or a commitment. A page without
    the score (or the commitment) does not take away the one that is known."""
    commitments: dict[str, str] = {}
    sources: dict[str, str] = {}
    for document in report_first(parsed.documents):
        for statement in document.statements:
            sources.setdefault(statement, document.source)
        commitments = {**document.commitments, **commitments}
    scores = {found.statement: found.score for found in parsed.scores}
    for statement, source in sources.items():
        if _only_pressed(parsed, statement):
            sources[statement] = f"{PRESS_RELEASE}{source}"
        for name, score in parsed.pressed(statement):
            if score != scores.get(statement):
                sources[statement] = f"{source}; the press release {name} says {score}"
    version = framework_on(day or datetime.now(UTC).date()).version
    rows = [
        {
            "authority": authority,
            "statement": statement,
            "kind": "published",
            "published": day,
            "score": scores.get(statement),
            "framework": version,
            "commitment": commitments.get(statement),
            "source": sources[statement],
        }
        for statement in dict.fromkeys([*scores, *commitments])
        if scores.get(statement) is not None or statement in commitments
    ]
    if not rows:
        return pl.DataFrame(schema=SCORE.schema)
    frame = pl.DataFrame(rows, schema_overrides=dict(SCORE.schema))
    return _keep_what_stands(store, canonical(SCORE, frame).drop("row_key"))


def _only_pressed(parsed: ParsedReport, statement: str) -> bool:
    """Whether a statement is told of in press releases only."""
    told = [each for each in parsed.documents if statement in each.statements]
    return bool(told) and all(each.is_press_release for each in told)


def finding_rows(
    store: Store, parsed: ParsedReport, authority: str, day: date | None, principal: Principal
) -> tuple[pl.DataFrame, int]:
    """Rows of the finding dataset with their suggested coding, and how many of them keep the
    coding that a person gave the sentence before."""
    codebook = snapshot(authority, principal=principal, store=store)["theme"]
    # A store that was never given a codebook is coded by the one that comes with the product.
    rules = theme_rules(codebook if codebook.height else codebook_frame())
    found: dict[str, list[ParsedFinding]] = {}
    for _document, finding in parsed.findings:
        found.setdefault(finding.statement, []).append(finding)
    codings = suggest_codings(
        {
            statement: [(f.paragraph, f.sentence, f.text) for f in findings]
            for statement, findings in found.items()
        },
        rules,
    )
    rows = []
    for statement, findings in found.items():
        for finding, coding in zip(findings, codings[statement], strict=True):
            rows.append(
                {
                    "authority": authority,
                    "source_kind": SOURCE_KIND,
                    "published": day,
                    "statement": statement,
                    "section": finding.section,
                    "paragraph": finding.paragraph,
                    "sentence": finding.sentence,
                    "text": finding.text,
                    "polarity": coding.polarity,
                    "category": coding.category,
                    "themes": list(coding.themes),
                    "coded_by": "rule",
                    "suggested_polarity": coding.polarity,
                    "suggested_category": coding.category,
                    "suggested_themes": list(coding.themes),
                    "why": coding.why,
                    "reference": reference_of(finding, day),
                }
            )
    if not rows:
        return pl.DataFrame(schema=FINDING.schema), 0
    frame = pl.DataFrame(rows, schema_overrides=dict(FINDING.schema))
    return _keep_decisions(store, canonical(FINDING, frame).drop("row_key"), day)


def standing(store: Store, dataset: Dataset, authority: str) -> pl.DataFrame:
    """A council's rows of a dataset as they stand, with where they came from."""
    with store.reading() as connection:
        return rows_as_known(connection, dataset, batches(connection), [authority])


def reference_of(finding: ParsedFinding, day: date | None) -> str:
    """Document, paragraph and sentence of a finding, as one would cite it."""
    when = long_date(day) if day else "date not stated"
    name = STATEMENTS[finding.statement].name
    place = f"paragraph {finding.paragraph}, sentence {finding.sentence}"
    return f"CQC assessment, {when}, {name}, {place}"


def _keep_what_stands(store: Store, scores: pl.DataFrame) -> pl.DataFrame:
    """The scores, with what is known where they say nothing. One that says the same as what stands
    is the same, whichever file says it; where a press release and the report on the same assessment
    differ, the report's score stands, and its source says so."""
    held = standing(store, SCORE, scores.item(0, "authority")).filter(kind="published")
    known = held.select(
        *SCORE.natural_key,
        score_known="score",
        commitment_known="commitment",
        source_known="source",
    )
    key = list(SCORE.natural_key)
    pressed = pl.col("source").str.starts_with(PRESS_RELEASE)
    was_pressed = pl.col("source_known").str.starts_with(PRESS_RELEASE).fill_null(value=False)
    differ = (pl.col("score") != pl.col("score_known")).fill_null(value=False)
    added = pl.col("score").is_not_null() & pl.col("score_known").is_null() | pl.col(
        "commitment"
    ).is_not_null() & pl.col("commitment").ne_missing(pl.col("commitment_known"))
    standing_wins = pressed & ~was_pressed & differ
    return (
        _at_the_reports_day(scores, held)
        .join(known, on=key, how="left", nulls_equal=True, maintain_order="left")
        .with_columns(
            score=pl.when(standing_wins)
            .then("score_known")
            .otherwise(pl.coalesce("score", "score_known")),
            commitment=pl.coalesce("commitment", "commitment_known"),
            source=pl.when(standing_wins)
            .then(_although("source_known", "source", "score"))
            .when(was_pressed & ~pressed & differ)
            .then(_although("source", "source_known", "score_known"))
            .when(~differ & ~added & pl.col("source_known").is_not_null() & ~was_pressed)
            .then("source_known")
            .otherwise("source"),
        )
        .select(SCORE.columns)
    )


def _although(source: str, press: str, score: str) -> pl.Expr:
    """A source, and that a press release says another score; said once."""
    file = pl.col(press).str.strip_prefix(PRESS_RELEASE)
    said = pl.format("; the press release {} says {}", file, score)
    return pl.col(source).str.replace(r"; the press release .*$", "") + said


def _at_the_reports_day(scores: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """What a press release says counts for the day of the report on the same assessment, where that
    stands: there it is compared."""
    report = held.filter(
        ~pl.col("source").str.starts_with(PRESS_RELEASE).fill_null(value=False)
        & pl.col("published").is_not_null()
    ).select("statement", report_day="published")
    near = (pl.col("published") - pl.col("report_day")).abs() <= SAME_ASSESSMENT
    pressed = pl.col("source").str.starts_with(PRESS_RELEASE)
    days = (
        scores.select("statement", "published")
        .join(report, on="statement")
        .filter(near)
        .group_by("statement")
        .agg(pl.col("report_day").max())
    )
    return (
        scores.join(days, on="statement", how="left", maintain_order="left")
        .with_columns(
            published=pl.when(pressed)
            .then(pl.coalesce("report_day", "published"))
            .otherwise("published")
        )
        .drop("report_day")
    )


def _keep_decisions(
    store: Store, findings: pl.DataFrame, day: date | None
) -> tuple[pl.DataFrame, int]:
    """A sentence that a person has coded keeps that coding when the report comes again: at its
    place, or where a corrected page has moved it. A report that came without its day counts as
    the same one."""
    place, same = ("paragraph", "sentence"), ["statement", "text"]
    same_report = pl.col("published").is_null() | pl.col("published").eq_missing(day)
    decided = (
        standing(store, FINDING, findings.item(0, "authority"))
        .filter(
            (pl.col("coded_by") != "rule") & (pl.col("source_kind") == SOURCE_KIND) & same_report
        )
        .sort("published", nulls_last=False)
        .select(*same, *place, *(pl.col(name).alias(f"{name}_decided") for name in _CODING))
    )
    coding = [f"{name}_decided" for name in _CODING]
    in_place = decided.unique([*same, *place], keep="last")
    # A sentence that stands there twice could have been coded in two ways: it is coded anew.
    anywhere = decided.drop(place).unique(same, keep="none")
    joined = findings.join(in_place, on=[*same, *place], how="left", maintain_order="left").join(
        anywhere, on=same, how="left", maintain_order="left", suffix="_elsewhere"
    )
    at_place = pl.col("coded_by_decided").is_not_null()
    joined = joined.with_columns(
        pl.when(at_place).then(name).otherwise(f"{name}_elsewhere").alias(name) for name in coding
    )
    kept = pl.col("coded_by_decided").is_not_null()
    frame = joined.with_columns(
        pl.when(kept).then(f"{name}_decided").otherwise(name).alias(name) for name in _CODING
    ).select(FINDING.columns)
    return frame, int(joined.select(kept.sum()).item())
