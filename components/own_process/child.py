"""The process that does heavy work: `python -m components.own_process.child`.

It is asked on its standard input, answers on its standard output, and ends when that input ends.
What libraries print goes nowhere, since it could be of people's records.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress

import psutil

from components.own_process.work import Broken, Done, Failed, Told


def main() -> None:
    """Do what is asked, until nobody can ask any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us says when to end
    with suppress(OSError, psutil.Error):  # pages go first: they are what people wait for
        if sys.platform == "win32":
            psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            os.nice(3)
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)

    def tell(*values: object) -> None:
        """Say how far it is. Whoever asked answers, or ends this process: then nothing is done."""
        answers.write(pickle.dumps(Told(values)))
        answers.flush()
        try:
            pickle.load(asked)
        except EOFError as nobody:
            raise OSError("nobody waits for this any more") from nobody

    with suppress(EOFError, OSError):
        while True:
            function, arguments, tells = pickle.load(asked)
            answers.write(_answer(function, arguments, {"progress": tell} if tells else {}))
            answers.flush()


def _answer(
    function: Callable[..., object], arguments: tuple[object, ...], named: dict[str, object]
) -> bytes:
    try:
        return pickle.dumps(Done(function(*arguments, **named)))
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)[-8:]
        places = tuple(f"{each.filename}:{each.lineno} in {each.name}" for each in frames)
        try:
            told = pickle.dumps(Failed(error, places))
            pickle.loads(told)
        except Exception:
            return pickle.dumps(Broken(type(error).__name__, places))
        return told


if __name__ == "__main__":
    main()
