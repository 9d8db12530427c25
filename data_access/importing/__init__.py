"""Files from outside become rows: councils' tables, the regulator's reports."""
