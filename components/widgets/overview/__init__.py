"""Parts of the Overview: one screen, in a few pieces of HTML."""
