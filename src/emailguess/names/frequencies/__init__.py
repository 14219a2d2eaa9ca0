"""How common names are: which words are given names, family names or neither, and how likely a string is a name.

Tables are read from `data`; what a company does with a name is not known here.

Start reading at `lexicon.Lexicon`.
"""
