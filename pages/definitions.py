"""Definitions: what every exhibit means, the field's terms, and how accessible this is."""

import streamlit as st

from components import look
from components.exhibits.catalogue import CATALOGUE, definitions
from components.web.current_view import current_view
from pages.parts.definitions import (
    accessibility_statement,
    definition_list,
    found,
    term_list,
)
from vocabulary.terms import TERMS
from vocabulary.wording import counted, sentence

current_view()  # nothing is shown outside the shell
look.page_header(
    "What every figure means, and where it comes from",
    "Definitions, terms in plain words, and the accessibility statement",
)
with look.filters("definitions"):
    asked = st.text_input(
        "Search", key="find", bind="query-params", placeholder="such as interval", max_chars=60
    )
shown = [each for each in definitions().values() if found(each, asked)]
terms = {
    name: text for name, text in TERMS.items() if asked.casefold() in f"{name} {text}".casefold()
}
with look.card("definitions"):
    look.card_header(f"{sentence(counted(len(shown), 'exhibit'))}", small=True)
    if shown:
        definition_list(shown, {key: entry.page for key, entry in CATALOGUE.items()})
    else:
        look.empty("No exhibit says that", "Search for another word, or clear the search.")
with look.card("terms"):
    look.card_header("Terms in plain words", small=True)
    if terms:
        term_list(terms)
    else:
        look.empty("No term says that", "Search for another word, or clear the search.")
accessibility_statement()
