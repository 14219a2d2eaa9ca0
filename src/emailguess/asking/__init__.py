"""What other programs may ask and tell: one table of operations, for the command line, the web server and assistants.

An operation says what it takes and gives as JSON Schema, and answers from a guesser. A question is read here once,
whoever brings it, so that no two doors give two answers.

Start reading at `operations.OPERATIONS`; `service.Service` answers.
"""
