"""Nine pages of an invented assessment, as long as real ones and with what surrounds them."""

from __future__ import annotations

from itertools import cycle, islice
from pathlib import Path

from vocabulary.framework import CQC_2023, QualityStatement

PARAGRAPHS = 14
SENTENCES = 4
SCORES = (3, 2, 3, 3, 2, 2, 3, 2, 3)

_SENTENCES = (
    "People told us that the same worker had stayed with them from the first call.",
    "Some staff knew the new pathway well; however, others had not been told of it.",
    "The wait for a first visit had fallen from 61 to 38 days over the year.",
    "There was no record of what became of a third of the referrals we looked at.",
    "Partners in the voluntary sector described the monthly forum as useful and open.",
    "Leaders had begun to redesign the front door and expected to finish by the summer.",
    "Unpaid carers said they had to repeat their story to each new team.",
    "The council employed 412 people in its adult social care teams.",
    "Practice was audited each month, e.g. by file checks, and results were shared at meetings.",
    "Data on outcomes by ethnicity was limited, and managers said so.",
    "A young person told us: “They asked what I wanted. Then they did it.”",
    "Reviews were carried out on time for nine in ten people with a long-term package.",
    "The approach was not yet embedded in all teams, although training had been well attended.",
)


def write_nine_pages(folder: Path) -> list[Path]:
    """Write the pages as HTML files into a folder; returns them in framework order."""
    sentences = cycle(_SENTENCES)
    paths = []
    for statement, score in zip(CQC_2023.statements, SCORES, strict=True):
        path = folder / f"{statement.id}.html"
        path.write_text(_page(statement, score, sentences_of(sentences)), encoding="utf-8")
        paths.append(path)
    return paths


def sentences_of(sentences: cycle[str]) -> list[str]:
    """The next paragraphs."""
    return [" ".join(islice(sentences, SENTENCES)) for _ in range(PARAGRAPHS)]


def _page(statement: QualityStatement, score: int, paragraphs: list[str]) -> str:
    half = len(paragraphs) // 2
    sections = "".join(
        f"<h4>{title}</h4>" + "".join(f"<p>{paragraph}</p>" for paragraph in part)
        for title, part in (
            ("What people met", paragraphs[:half]),
            ("How it was run", paragraphs[half:]),
        )
    )
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{statement.name} - Care Quality Commission</title></head><body>"
        '<div class="cookie-banner"><p>We use cookies.</p><button>Accept all</button></div>'
        "<nav><ul><li>Home</li><li>News</li></ul></nav><main>"
        "<h1>Benchmark Borough: local authority assessment</h1>"
        "<p>Published: <time>3 October 2025</time></p>"
        f"<h2>{statement.name}</h2><p>Score: {score}</p>"
        "<h3>The local authority commitment</h3><p>We do what we said we would do.</p>"
        f"<h3>Key findings for this quality statement</h3>{sections}</main>"
        "<footer><p>© Care Quality Commission</p></footer></body></html>"
    )
