"""From a question to a value that explains itself.

`query` holds what was asked and what is known of each domain; `candidates` and `build` rank and put the answer
together; `analysis`, `sensitivity`, `wording` and `provenance` answer what is asked of an answer later. Nothing is
ranked here that `model` could rank, and nothing is read from a disk.

Start reading at `build.built`.
"""
