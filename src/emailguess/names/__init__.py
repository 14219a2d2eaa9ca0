"""A written name -> its readings -> its spellings.

What a person is called, in any script and order, is read here into given and family names, particles and suffixes
(a *reading*), and each reading into the letters that an address can be built from (a `Form`). What is no name is
refused with a reason. Nothing here knows of companies, addresses or patterns.

Start reading at `names.parser.parse`, then `names.spelling.forms`.
"""
