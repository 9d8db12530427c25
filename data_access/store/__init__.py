"""The database: opening it, many rows in and out, migrations, whose turn it is to write."""
