"""Files people have -> people: one reader for tables, workbooks, address books, mail, histories, pages and text.

A reader says what stands in a file; what a piece means is decided in `evidence`.

Start reading at `reading.read_people`.
"""

from emailguess.files.columns import Column, Columns
from emailguess.files.people import Person
from emailguess.files.reading import People, read_people

__all__ = ["Column", "Columns", "People", "Person", "read_people"]
