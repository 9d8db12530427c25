"""Other councils: which are near, and which a council is compared with."""
