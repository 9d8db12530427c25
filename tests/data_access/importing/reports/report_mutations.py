"""Throws damaged reports of every kind at the parser and holds it to its promises.

A damaged file may be refused with a ReportError and nothing else. What is read must add up: every
line used once, every score 1 to 4 or none, every finding where it says it is.

    python -m tests.data_access.importing.reports.report_mutations --count 10000 --seed 1
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from data_access.importing.reports.parsing.parse import parse_report
from data_access.importing.reports.parsing.result import ParsedDocument, ReportError, ReportSource
from tests.data_access.importing.reports.report_texts.make import (
    STATEMENT_NAMES,
    docx_of,
    pdf_of,
    statement_page,
    text_of,
    web_archive_of,
    zip_of,
)

SLOWEST = 5.0  # seconds for one file, on a busy machine
_TEXTS = ("learning.md", "needs.html", "summary.txt", "press_list.txt", "press_table.txt")
_PIECES = (
    "Score: 5", "Score:", "2 - Evidence shows a good standard", "3", "---", "Key findings",
    "The local authority commitment", "What people expect", "Safeguarding", "Leadership – 4",
    "Theme |", "| a | b |", "© Care Quality Commission", "Next: Safeguarding", "#" * 50,
    "Score: " * 40, "(" * 300, "“" * 200, "- " * 200, "e.g. " * 100, "a" * 3000, "[x](" * 100,
    "**" * 200, "<div>" * 300, "<b>" * 100, "</p>" * 50, "<table><tr><td>" * 30, "&nbsp;" * 50,
    "&#99999999;", "<!--", "<script>", "]]>", "\u202e\u200b\u00ad", "\ufeff", "٣", "３", "\x00",
    "1 - " * 100, "Assessing needs – 2 " * 60, "overall rating " * 20, "9" * 400, "\r", "\u2028",
)  # fmt: skip
_ALPHABETS = (
    "abc .\n", "0123456789-–: \n", "<>/=\"' abp\n", "|#*-_`[]()!> \n", "éü漢字ع؟🙂\u0301\u200d \n",
)  # fmt: skip


@dataclass
class Tally:
    """What came of the files so far."""

    read: int = 0
    refused: int = 0
    seconds: float = 0.0
    slowest: tuple[float, str] = (0.0, "")
    failures: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)


def originals() -> dict[str, bytes]:
    """One sound file of each kind the parser reads."""
    learning = text_of("learning.md")
    lines = [line for line in learning.splitlines() if line.strip()]
    pages = [
        ["Example Borough", *lines[at : at + 12], str(1 + at // 12)] for at in range(0, 24, 12)
    ]
    files = {name: text_of(name).encode() for name in _TEXTS}
    return files | {
        "learning.pdf": pdf_of(pages, title="Learning, improvement and innovation"),
        "learning.docx": docx_of(learning, [("Safeguarding", "2"), ("Equity", "3")]),
        "needs.mhtml": web_archive_of(text_of("needs.html")),
        "utf16.txt": learning.encode("utf-16"),
        "windows.txt": learning.encode("cp1252"),
        "nine.zip": zip_of({f"{s}.md": statement_page(s).encode() for s in STATEMENT_NAMES}),
        "mixed.zip": zip_of({"a.html": files["needs.html"], "b.pdf": pdf_of(pages)}),
    }


def mutants(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Names and contents of damaged files, the same for the same seed."""
    chance = random.Random(seed)
    sound = originals()
    names = sorted(sound)
    for number in range(count):
        name = chance.choice(names)
        content = sound[name]
        for _ in range(chance.choice((1, 1, 2, 3))):
            content = chance.choice(_MUTATIONS)(chance, content, sound)
        if chance.random() < 0.1:
            name = chance.choice(names)  # the wrong ending for what it is
        yield f"{number}-{name}", content


def _flip(chance: random.Random, content: bytes, _: dict[str, bytes]) -> bytes:
    changed = bytearray(content)
    for _again in range(chance.choice((1, 3, 30, 300)) if changed else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(chance: random.Random, content: bytes, _: dict[str, bytes]) -> bytes:
    start, end = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return chance.choice((content[:end], content[start:], content[:start] + content[end:]))


def _shuffle(chance: random.Random, content: bytes, _: dict[str, bytes]) -> bytes:
    parts = content.split(chance.choice((b"\n", b"\n\n", b"<", b" ", b"obj")))
    chance.shuffle(parts)
    return b"\n".join(parts)


def _repeat(chance: random.Random, content: bytes, _: dict[str, bytes]) -> bytes:
    lines = content.split(b"\n")
    at = chance.randrange(len(lines))
    return b"\n".join(lines[:at] + [lines[at]] * chance.choice((2, 20, 400)) + lines[at:])


def _splice(chance: random.Random, content: bytes, sound: dict[str, bytes]) -> bytes:
    other = sound[chance.choice(sorted(sound))]
    at, where = chance.randrange(len(content) + 1), chance.randrange(len(other) + 1)
    return content[:at] + other[where:]


def _insert(chance: random.Random, content: bytes, _: dict[str, bytes]) -> bytes:
    lines = content.split(b"\n")
    for _again in range(chance.choice((1, 1, 5))):
        piece = chance.choice(_PIECES).encode("utf-8", "surrogatepass")
        lines.insert(chance.randrange(len(lines) + 1), piece)
    return b"\n".join(lines)


def _soup(chance: random.Random, content: bytes, _: dict[str, bytes]) -> bytes:
    tags = ("<p>", "</div>", "<li>", "<b>", "</b>", "<td>", "<h2>", "</h9>", "<br>", "<nav>", "<!")
    words = content.split(b" ")
    for _again in range(chance.choice((5, 50))):
        words.insert(chance.randrange(len(words) + 1), chance.choice(tags).encode())
    return b" ".join(words)


def _unicode(chance: random.Random, content: bytes, _: dict[str, bytes]) -> bytes:
    alphabet = chance.choice(_ALPHABETS)
    letters = "".join(chance.choice(alphabet) for _ in range(chance.choice((10, 1000))))
    at = chance.randrange(len(content) + 1)
    return content[:at] + letters.encode("utf-8") + content[at:]


def _noise(chance: random.Random, _: bytes, __: dict[str, bytes]) -> bytes:
    return chance.randbytes(chance.choice((0, 1, 10, 5000)))


def _zip(chance: random.Random, content: bytes, sound: dict[str, bytes]) -> bytes:
    names = ("a.md", "b.html", "c.pdf", "../d.txt", "e_files/x.html", "n.zip", "f" * 300, "é.txt")
    inside = dict.fromkeys(chance.sample(names, chance.randint(1, 4)), content)
    inside["other.txt"] = sound[chance.choice(sorted(sound))]
    return zip_of(inside)


def _recode(chance: random.Random, content: bytes, _: dict[str, bytes]) -> bytes:
    text = content.decode("utf-8", errors="replace")
    encoding = chance.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "utf-8-sig"))
    return text.encode(encoding, errors="replace")


_MUTATIONS: tuple[Callable[[random.Random, bytes, dict[str, bytes]], bytes], ...] = (
    _flip, _flip, _cut, _shuffle, _repeat, _splice, _insert, _insert, _soup, _unicode, _noise,
    _zip, _recode,
)  # fmt: skip


def broken_promises(document: ParsedDocument) -> list[str]:
    """Which promises of the parser this document breaks; none if it keeps them all."""
    lines = document.text.split("\n")
    filled = [number for number, line in enumerate(lines, start=1) if line.strip()]
    broken = []
    if [use.line for use in document.line_uses] != filled:
        broken.append("not every line with text is used exactly once")
    if any(score.score not in {None, 1, 2, 3, 4} for score in document.scores):
        broken.append("a score outside 1 to 4")
    if len({score.statement for score in document.scores}) != len(document.scores):
        broken.append("two scores for one statement")
    if any(
        finding.text.split()[0].split("-")[0] not in lines[finding.line - 1]
        for finding in document.findings
    ):
        broken.append("a finding is not on the line it names")
    named = [(f.statement, f.paragraph, f.sentence) for f in document.findings]
    if len(set(named)) != len(named):
        broken.append("two findings with one place")
    used = {use.line: use.use for use in document.line_uses}
    shown = {line.line for line in document.unrecognised}
    if any(use == "unrecognised" and line not in shown for line, use in used.items()):
        first = min(
            line for line, use in used.items() if use == "unrecognised" and line not in shown
        )
        if not _continues_refused(document, first, shown):
            broken.append("an unrecognised line is not shown")
    return broken


def _continues_refused(document: ParsedDocument, line: int, shown: set[int]) -> bool:
    """Whether a line was joined to one above that is shown with its whole text."""
    text = document.text.split("\n")[line - 1].strip(" -")
    above = max((one for one in shown if one < line), default=None)
    return any(one.line == above and text[:20] in one.text for one in document.unrecognised)


def try_file(name: str, content: bytes, tally: Tally) -> None:
    """Parse one file and note what came of it."""
    began = time.perf_counter()
    try:
        report = parse_report([ReportSource(name, content)])
    except ReportError as error:
        tally.refused += 1
        if not str(error).strip() or "\n" in str(error):
            tally.failures.append(f"{name}: the message is not one sentence: {error!r}")
    except Exception:
        tally.failures.append(f"{name}: {traceback.format_exc(limit=-3)}")
    else:
        tally.read += 1
        for document in report.documents:
            tally.kinds[document.layout] += 1
            tally.failures += [f"{name}: {promise}" for promise in broken_promises(document)]
    spent = time.perf_counter() - began
    tally.seconds += spent
    tally.slowest = max(tally.slowest, (spent, name))
    if spent > SLOWEST:
        tally.failures.append(f"{name}: took {spent:.1f} s")


def run(count: int, seed: int) -> Tally:
    """Try `count` damaged files."""
    tally = Tally()
    for name, content in mutants(count, seed):
        try_file(name, content, tally)
    return tally


def main() -> int:
    """The command: prints a summary and answers 1 if any promise was broken."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    reader.add_argument("--count", type=int, default=10_000)
    reader.add_argument("--seed", type=int, default=1)
    chosen = reader.parse_args()
    tally = run(chosen.count, chosen.seed)
    print(
        f"{chosen.count} damaged files: {tally.read} read, {tally.refused} refused with a clear "
        f"message, {len(tally.failures)} failures; {tally.seconds:.0f} s in all, "
        f"{1000 * tally.seconds / max(1, chosen.count):.1f} ms a file, slowest "
        f"{tally.slowest[0]:.2f} s ({tally.slowest[1]}); {dict(tally.kinds)}"
    )
    for failure in tally.failures[:20]:
        print(failure)
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
