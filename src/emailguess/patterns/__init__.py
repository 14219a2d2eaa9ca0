"""The pattern language, and the search for what in it gives a local part.

A pattern is how a company builds a local part from a name. `language` parses, prints and renders it; `matching`
finds every pattern and spelling under which a name gives an address; `literals` finds text a company adds;
`unnamed` does the same where the name is not known. How common a pattern is, is not known here (that is `model`).

Start reading at `language.Pattern`, then `matching.explain`.
"""
