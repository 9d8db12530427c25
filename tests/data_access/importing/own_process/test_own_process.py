"""Files are read in a process of their own: what a person and the server notice of that."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil
import pytest
from polars.testing import assert_frame_equal

from data_access.datasets import COMPLAINT
from data_access.errors import DataError
from data_access.importing.own_process import pool
from data_access.importing.own_process.limits import MEBIBYTE, Allowed
from data_access.importing.own_process.messages import (
    SuggestCodings,
    TableRead,
    receive,
    send,
    size_of,
)
from data_access.importing.own_process.pool import Pool
from data_access.importing.own_process.reader import Progress
from data_access.importing.personal_data.guard import PersonalDataError
from data_access.importing.reports.parsing.result import ReportError, ReportSource
from data_access.importing.stages.context import Context
from data_access.importing.stages.files.book import FileError
from data_access.importing.stages.files.open_file import open_file
from data_access.importing.stages.read_book import read_book
from data_access.importing.stages.recipe import Recipe, RecipeError
from tests.paths import ROOT

OWN = Context("Exampleshire Council")
TODAY = date(2026, 9, 30)


class Left(BaseException):
    """Somebody closes the page."""


def log(rows: int = 30) -> bytes:
    """A complaints log as CSV."""
    lines = (f"C-{n:07},2026-05-01,upheld,2026-05-20" for n in range(rows))
    return ("Reference,Received,Outcome,Responded\n" + "\n".join(lines)).encode()


def read(
    content: bytes | None = None,
    progress: Progress | None = None,
    *,
    name: str = "log.csv",
    recipe: Recipe | None = None,
    kept: dict[str, str] | None = None,
) -> TableRead:
    return pool.read_table(
        name,
        log() if content is None else content,
        recipe=recipe or Recipe(),
        kept=kept or {},
        context=OWN,
        today=TODAY,
        progress=progress,
    )


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Pool]]:
    """Readers of a test's own, with limits of its own."""
    made: list[Pool] = []

    def begin(most: int = 2, **limits: float) -> Pool:
        given = Pool(most, Allowed(**limits))  # type: ignore[arg-type]
        made.append(given)
        monkeypatch.setattr(pool, "readers", lambda: given)
        return given

    yield begin
    for each in made:
        each.end()


def processes(of: Pool) -> list[int]:
    return [reader.number for reader in (*of._free, *of._busy)]


def gone(number: int, seconds: float = 2.0) -> bool:
    """Whether a process ends in so many seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if psutil.Process(number).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("rows", [0, 1, 3000])
def test_what_is_sent_is_what_was_read(rows: int) -> None:
    book = open_file("log.csv", log(rows))
    sent = read(log(rows)).reading
    here = read_book(book, Recipe(), OWN)
    assert_frame_equal(sent.rows, here.rows)
    assert_frame_equal(sent.at, here.at)


def test_a_file_comes_back_as_if_it_were_read_here() -> None:
    found = read()
    assert found.reading.dataset is COMPLAINT
    assert found.reading.rows.height == 30
    assert found.reading.rows.get_column("outcome").to_list() == ["upheld"] * 30
    assert found.layout == pool.find_layout("other.csv", log(3))


def test_the_recipe_kept_for_the_layout_is_used_and_what_is_said_now_goes_before() -> None:
    layout = read().layout
    kept = {layout: 'dataset = "complaint"\n[columns]\nResponded = "acknowledged"\n', "x": "["}
    first = read(kept=kept)
    assert first.recipe.columns == {"Responded": "acknowledged"}
    assert "acknowledged" in first.reading.spoken
    said = read(kept=kept, recipe=Recipe(columns={"Responded": ""}))
    assert said.recipe.columns == {"Responded": ""}


@pytest.mark.parametrize(
    ("content", "recipe", "kind", "words"),
    [
        (b"", Recipe(), FileError, "log.csv is empty."),
        (log(), Recipe(dataset="horse"), RecipeError, "there is no dataset 'horse'."),
        (
            log().replace(b"upheld", b"AB 12 34 56 C, of 1 High St"),
            Recipe(dataset="complaint", columns={"Outcome": "channel"}),
            DataError,
            "",
        ),
    ],
)
def test_what_is_wrong_is_said_in_the_same_words(
    content: bytes, recipe: Recipe, kind: type[DataError], words: str
) -> None:
    before = read().layout
    with pytest.raises(kind) as caught:
        read(content, recipe=recipe)
    assert words in str(caught.value)
    assert "AB 12 34 56 C" not in str(caught.value)
    assert read().layout == before


def test_personal_data_is_refused_without_being_repeated() -> None:
    content = log().replace(b"upheld", b"ann.other@example.org")
    with pytest.raises(PersonalDataError) as caught:
        read(content, recipe=Recipe(dataset="complaint", columns={"Outcome": "team"}))
    assert "example.org" not in str(caught.value)


def test_a_report_is_read_there_too() -> None:
    text = b"# Safeguarding\n\nScore: 2\n\nPeople told us that they felt safe.\n"
    parsed = pool.read_report([ReportSource("page.md", text)])
    assert parsed.documents[0].source == "page.md"
    with pytest.raises(ReportError, match=r"^page\.pdf is a picture"):
        pool.read_report([ReportSource("page.pdf", b"\x89PNG....")])


def test_answering_a_question_does_not_open_the_file_again(
    use: Callable[..., Pool], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = use()
    read(log(20_000))
    (reader,) = given._free
    sent: list[Any] = []

    def send_and_note(message: object) -> None:
        sent.append(message)
        type(reader)._send(reader, message)

    monkeypatch.setattr(reader, "_send", send_and_note)
    again = read(log(20_000), recipe=Recipe(columns={"Outcome": ""}))
    assert sent[0].content is None
    assert again.reading.rows.height == 20_000
    read(log(20_000), name="other.csv")
    assert sent[1].content is not None


def test_progress_is_told_several_times_a_second(use: Callable[..., Pool]) -> None:
    use()
    told: list[tuple[float, float, str]] = []
    read(log(60_000), lambda share, what: told.append((time.monotonic(), share, what)))
    shares = [share for _, share, _ in told]
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1
    apart = [after - before for (before, *_), (after, *_) in pairwise(told)]
    assert max(apart) < 0.5  # a busy machine; 0.1 is aimed at
    assert {what for *_, what in told} >= {"Opening log.csv", "Finding the table"}


@pytest.mark.parametrize(
    ("error", "rows"), [(KeyboardInterrupt, 200_000), (Left, 400_000), (RuntimeError, 200_000)]
)
def test_whoever_cancels_or_leaves_ends_the_reading_at_once(
    use: Callable[..., Pool], error: type[BaseException], rows: int
) -> None:
    given = use()
    given.warm()
    numbers: list[int] = []

    def progress(share: float, what: str) -> None:
        if share > 0.1:
            numbers.extend(processes(given))
            raise error

    with pytest.raises(error):
        read(log(rows), progress)
    assert gone(numbers[0], 1.0)
    assert processes(given) != numbers  # the next one warms up already
    assert read().reading.rows.height == 30


def test_a_file_that_takes_too_long_is_refused_in_a_sentence(use: Callable[..., Pool]) -> None:
    given = use(seconds=1.0, busy=1.0)
    read()
    (number,) = processes(given)
    stopped: list[float] = []

    def progress(share: float, what: str) -> None:
        if not stopped:
            os.kill(number, signal.SIGSTOP)  # as if it computed for ever
            stopped.append(time.monotonic())

    with pytest.raises(DataError, match=r"^log\.csv takes longer to read than .* again\.$"):
        read(log(31), progress)
    assert time.monotonic() - stopped[0] < 3
    assert gone(number)
    assert read().reading.rows.height == 30


def test_a_long_document_may_take_as_long_as_reading_each_sentence_does() -> None:
    """5,000 sentences are read in some twenty seconds."""
    sentences = [
        (1, n, "Staff told us that people waited longer than they should.") for n in range(5000)
    ]
    usual, long = (
        Allowed().seconds_for(size_of(SuggestCodings({"learning": told}, ())))
        for told in (sentences[:50], sentences)
    )
    assert usual == Allowed().seconds
    assert long > usual + 5


def test_a_file_that_takes_too_much_memory_is_refused_in_a_sentence(
    use: Callable[..., Pool],
) -> None:
    given = use(memory=120 * MEBIBYTE)
    read()
    (number,) = processes(given)
    with pytest.raises(DataError, match=r"^log\.csv takes more memory to read than is safe: "):
        read(log(800_000))
    assert gone(number)
    assert read().reading.rows.height == 30


@pytest.mark.parametrize("ending", [signal.SIGSEGV, signal.SIGKILL, signal.SIGBUS])
def test_a_reader_that_a_file_brings_down_costs_one_sentence(
    use: Callable[..., Pool], ending: signal.Signals
) -> None:
    given = use()
    read()

    def progress(share: float, what: str) -> None:
        if share >= 0.5:
            os.kill(processes(given)[0], ending)

    with pytest.raises(DataError, match=r"^log\.csv cannot be read: reading it broke off"):
        read(log(200_000), progress)
    assert read().reading.rows.height == 30


def test_a_reader_that_ended_while_nobody_asked_is_replaced_without_a_word(
    use: Callable[..., Pool],
) -> None:
    given = use(idle=0.2)
    read()
    (number,) = processes(given)
    assert gone(number, 30)
    assert read().reading.rows.height == 30


def test_a_mistake_of_ours_is_said_as_one_and_the_log_says_where(
    use: Callable[..., Pool], caplog: pytest.LogCaptureFixture
) -> None:
    given = use()
    with pytest.raises(DataError, match=r"log\.csv could not be read because of a fault"):
        given.ask(lambda _: Recipe(), "log.csv")  # nothing that can be asked
    assert "TypeError" in caplog.text
    assert "child.py" in caplog.text


def test_two_people_read_at_once_and_a_third_is_told_to_wait(use: Callable[..., Pool]) -> None:
    given = use(most=2)
    both_read, go_on = threading.Barrier(3, timeout=30), threading.Event()
    waited: list[str] = []

    def person(rows: int) -> None:
        asked: list[str] = []

        def slowly(share: float, what: str) -> None:
            if not asked:
                asked.append(what)
                both_read.wait()
                go_on.wait(30)

        read(log(rows), slowly)

    people = [threading.Thread(target=person, args=(n,), daemon=True) for n in (1000, 2000)]
    for each in people:
        each.start()
    both_read.wait()
    assert len(processes(given)) == 2

    def told(share: float, what: str) -> None:
        waited.append(what)
        go_on.set()

    assert read(log(50), told).reading.rows.height == 50
    for each in people:
        each.join(30)
    assert waited[0] == "Waiting: other files are being read"
    assert len(processes(given)) == 2


SCRIPT = """
import signal, sys
from datetime import date
from data_access.importing.own_process import pool
from data_access.importing.stages.context import Context
from data_access.importing.stages.recipe import Recipe
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored
rows = int(sys.argv[1])
lines = (b"C-%07d,2026-05-01,upheld" % n for n in range(rows))
content = b"\\n".join([b"Reference,Received,Outcome", *lines])
def told(share, what):
    if share > 0.3:
        print(*[r.number for r in (*pool.readers()._free, *pool.readers()._busy)], flush=True)
        sys.stdin.readline()
known = {"kept": {}, "context": Context("A"), "today": date(2026, 9, 30)}
pool.read_table("a.csv", content, recipe=Recipe(), progress=told, **known)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("ending", ["leaves", signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_reader_outlives_whoever_started_it(ending: signal.Signals | str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, "300000"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    number = int(process.stdout.readline())
    assert psutil.pid_exists(number)
    if isinstance(ending, str):
        process.stdin.close()
    else:
        process.send_signal(ending)
    process.wait(timeout=30)
    assert gone(number)


class Harmful:
    """What somebody who has taken a reader over could send."""

    def __reduce__(self) -> tuple[object, ...]:
        return (os.mkdir, ("harm",))


def test_nothing_but_plain_values_is_made_from_what_a_reader_sends(tmp_path: Path) -> None:
    message = tmp_path / "message"
    with message.open("wb") as pipe:
        pickle.dump(Harmful(), pipe)
    with message.open("rb") as pipe, pytest.raises(pickle.UnpicklingError):
        receive(pipe)
    with message.open("wb") as pipe:
        send(pipe, COMPLAINT)
    with message.open("rb") as pipe:
        assert receive(pipe) is COMPLAINT


def test_a_reader_does_not_know_where_the_store_is(
    use: Callable[..., Pool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://dashboard:secret@db/store")
    given = use()
    read()
    (number,) = processes(given)
    assert "DATABASE_URL" not in psutil.Process(number).environ()
