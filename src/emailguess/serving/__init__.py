"""Two doors for other programs: a web server with one page (extra `server`), and tools for assistants (extra `mcp`).

Both stand on `emailguess.asking`, which reads questions and answers them; here is only what a network and a protocol
need: who may ask, how much, how long, and what is told of an error. Nothing here sends mail, and no log holds a name.

Start reading at `app.app_of` for the web, at `tools.serve_stdio` for assistants.
"""
