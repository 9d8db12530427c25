"""The process that reads files: `python -m data_access.importing.own_process.child`.

It waits for messages on its standard input, answers on its standard output, and ends when that
input ends, whatever it is doing, or when nobody has asked for a while. What libraries print goes
nowhere, since it could be of what they read.
"""

from __future__ import annotations

import gc
import os
import pickle
import queue
import signal
import sys
import threading
import traceback
from collections import OrderedDict
from collections.abc import Callable
from importlib import import_module
from itertools import pairwise
from typing import BinaryIO

from data_access.errors import DataError
from data_access.importing.own_process.limits import Allowed, give_way, hold_memory, hold_time
from data_access.importing.own_process.messages import (
    Done,
    Fault,
    FindLayout,
    ParseCharacteristics,
    ParseReport,
    ProposeFigures,
    ReadTable,
    Ready,
    Refused,
    SuggestCodings,
    TableRead,
    Told,
    TooMuch,
    receive,
    send,
    size_of,
)
from data_access.importing.stages.files.book import MEBIBYTE, Book
from data_access.importing.stages.files.open_file import open_file
from data_access.importing.stages.landing.extracted import extracted_on
from data_access.importing.stages.landing.kept_recipes import layout_of, merged
from data_access.importing.stages.read_book import STEPS, read_book
from data_access.importing.stages.recipe import read_recipe

Tell = Callable[[float, float, str], None]

# Loaded before a file comes, since a person waits then; the second only where none comes soon.
_SOON = ("openpyxl", "lxml.etree", "selectolax.lexbor", "xlrd", "python_calamine")
_LATER = ("data_access.importing.reports.parsing.parse", "pypdf", "docx")
# Of the time for a large file, how much is done when a step begins and when it ends.
_OPENED = 0.25
_SHARES = dict(zip(STEPS, pairwise((_OPENED, 0.35, 0.55, 0.85, 1.0)), strict=True))
_LATER_AFTER = 1.0  # seconds without a file: a command brings its file sooner
_BOOKS_HELD = 8
_BYTES_HELD = 64 * MEBIBYTE


class Books:
    """The files opened last: whoever answers a question about one does not wait for it to be opened
    again. The last one is held however large it is, others while they are small."""

    def __init__(self) -> None:
        self._books: OrderedDict[str, tuple[Book, int]] = OrderedDict()

    @property
    def held(self) -> tuple[str, ...]:
        """Keys of the files that are held."""
        return tuple(self._books)

    def opened(self, key: str, name: str, content: bytes | None) -> Book:
        """The file of a key, opened if it is not held. FileError if it cannot be."""
        if key in self._books:
            self._books.move_to_end(key)
            return self._books[key][0]
        if content is None:
            raise RuntimeError("a file is not held that should be")
        self.make_room(len(content))
        book = open_file(name, content)
        size = sum(sheet.texts.estimated_size() for sheet in book.sheets)
        self._books[key] = (book, int(size))
        self.make_room(0)
        return book

    def make_room(self, size: int) -> None:
        """Let go of the oldest files until another of so many bytes may be held."""
        while self._books and (
            size + sum(held for _, held in self._books.values()) > _BYTES_HELD
            or len(self._books) > _BOOKS_HELD
        ):
            if size == 0 and len(self._books) == 1:
                return
            self._books.popitem(last=False)


def answer(asked: object, books: Books, tell: Tell) -> object:
    """Do what a message asks for. DataError where the file cannot be read."""
    if isinstance(asked, ReadTable):
        tell(0.0, _OPENED, f"Opening {asked.name}")
        book = books.opened(asked.key, asked.name, asked.content)
        tell(*_SHARES[STEPS[0]], STEPS[0])
        layout = layout_of(book)
        kept = asked.kept.get(layout)
        recipe = asked.recipe if kept is None else merged(read_recipe(kept), asked.recipe)
        reading = read_book(book, recipe, asked.context, lambda what: tell(*_SHARES[what], what))
        rows = not (reading.declined or reading.needed or reading.rows.is_empty())
        extracted = extracted_on(reading, recipe, asked.today) if rows else None
        return TableRead(reading, layout, recipe, extracted).to_send()
    if isinstance(asked, FindLayout):
        tell(0.0, 1.0, f"Opening {asked.name}")
        return layout_of(books.opened(asked.key, asked.name, asked.content))
    if isinstance(asked, ParseReport):
        from data_access.importing.reports.parsing.parse import parse_report

        tell(0.0, 1.0, "Reading the report")
        return parse_report(asked.sources)
    if isinstance(asked, ParseCharacteristics):
        from data_access.importing.characteristics.parse import parse_characteristics

        tell(0.0, 1.0, "Reading the characteristics")
        return parse_characteristics(asked.sources)
    if isinstance(asked, SuggestCodings):
        from data_access.importing.coding.suggest import suggest_all

        tell(0.0, 1.0, "Sorting the findings")
        return {
            statement: suggest_all(findings, codebook=asked.rules, statement=statement)
            for statement, findings in asked.findings.items()
        }
    if isinstance(asked, ProposeFigures):
        from data_access.importing.reports.figures.propose import propose

        tell(0.0, 1.0, "Looking for figures")
        return propose(asked.parsed, asked.catalogue, asked.day)
    raise TypeError(f"nobody reads a {type(asked).__name__}")


def main() -> None:
    """Answer until the input ends, or nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us says when to end
    give_way()
    allowed = Allowed.from_arguments(sys.argv[1:])
    input_, output = sys.stdin.buffer, _own_output()
    inbox: queue.SimpleQueue[object] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(input_, inbox), daemon=True).start()
    for module in _SOON:
        import_module(module)
    hold_memory(allowed.memory)
    _say(output, Ready())
    gc.freeze()
    books, wait = Books(), _LATER_AFTER
    while True:
        try:
            asked = inbox.get(timeout=wait)
        except queue.Empty:
            if wait == allowed.idle:
                return
            for module in _LATER if inbox.empty() else ():
                import_module(module)
            _say(output, Ready())  # what it has by now is not of a file
            wait = allowed.idle
            continue
        _say(output, _answered(asked, books, output, allowed))
        del asked
        gc.collect()


def _say(output: BinaryIO, message: object) -> None:
    """Send a message; nobody listening any more ends the process."""
    try:
        send(output, message)
    except OSError:
        os._exit(0)


def _answered(asked: object, books: Books, output: BinaryIO, allowed: Allowed) -> object:
    """The answer to a message, as a message."""
    hold_time(2 * allowed.seconds_for(size_of(asked)))

    def tell(share: float, until: float, what: str) -> None:
        _say(output, Told(share, until, what))

    try:
        value = answer(asked, books, tell)
    except DataError as error:
        return Refused(_plain(error), books.held)
    except MemoryError:
        return TooMuch()
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        return Fault(
            type(error).__name__, tuple(f"{f.filename}:{f.lineno} in {f.name}" for f in frames[-8:])
        )
    return Done(value, books.held)


def _plain(error: DataError) -> DataError:
    """An error that can be sent: of its own class where that can be made from its words alone."""
    try:
        same = pickle.loads(pickle.dumps(error))
    except Exception:
        return DataError(str(error))
    return error if str(same) == str(error) else DataError(str(error))


def _own_output() -> BinaryIO:
    """Standard output for messages alone; what anybody prints goes nowhere."""
    output = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return output


def _listen(input_: BinaryIO, inbox: queue.SimpleQueue[object]) -> None:
    """Messages as they come. When the input ends, so does the process at once, whatever it is
    doing: nobody waits for an answer, and there is nothing to tidy up."""
    while True:
        try:
            inbox.put(receive(input_))
        except (EOFError, OSError, pickle.UnpicklingError):
            os._exit(0)


if __name__ == "__main__":
    main()
