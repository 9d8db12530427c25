"""`docs/exhibits.md`: every exhibit with the question it answers, from the declarations.

`python -m components.exhibits.listing --write` writes it; `--check` says whether it is out
of date, and is run with the other checks.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from components.exhibits.catalogue import CATALOGUE
from components.exhibits.published_facts import PUBLISHED_FACTS
from vocabulary.labels import code_in_words

FILE: Final = Path(__file__).resolve().parents[2] / "docs" / "exhibits.md"
_HEAD: Final = """# Exhibits

<!-- Written by `make exhibits` from components/exhibits/: change it there. -->

What leaders look at. Each says under "How to read this" what it shows, how it is worked out, where
that comes from and what to keep in mind; those texts stand in its declaration, beside the function
that builds it. The public sees [editions](editions.md): those that hold published facts alone
stand in them as they are.

| Exhibit | The question it answers | Page | A published fact |
|---|---|---|---|
"""


def listing() -> str:
    """The page as Markdown."""
    rows = (
        f"| `{each.key}` | {each.question} | {code_in_words(each.page)} | "
        f"{'yes' if each.key in PUBLISHED_FACTS else 'no'} |\n"
        for each in CATALOGUE.values()
    )
    return _HEAD + "".join(rows)


def main(arguments: list[str]) -> int:
    """Write or check the page; returns the exit status: 1 if it is out of date."""
    if "--write" in arguments:
        FILE.write_text(listing(), encoding="utf-8", newline="\n")
    elif not FILE.exists() or FILE.read_text(encoding="utf-8") != listing():
        print("docs/exhibits.md is out of date: run `make exhibits`.", file=sys.stderr)
        return 1
    print("docs/exhibits.md is up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
