"""Counts in one SQLite file, for any number of processes at once.

`store` is the class; `connection` opens and locks, `schema` migrates, `codec` writes and reads values,
`observations`, `domain_row` and `tables` are the rows, `maintenance` expires and checks, `interchange` exports and
merges.

Start reading at `store.SqliteStore`.
"""
