"""Reading a file again with what was just said of it."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from data_access.errors import DataError
from data_access.importing.stages.recipe import Recipe
from pages.parts.data.bring_in.in_hand import InHand
from pages.parts.data.bring_in.read import read_with
from pages.parts.flash_message import flash_and_rerun


def read_again(file: InHand, recipe: Recipe) -> NoReturn:
    """Read it with another recipe, and draw the page anew; one that cannot be is said, and the file
    is read as before."""
    try:
        read_with(file, recipe)
    except DataError as error:
        file.turn += 1
        flash_and_rerun("The file is read as before", str(error))
    file.say(recipe)
    st.rerun()
