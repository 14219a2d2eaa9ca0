"""The ranking core: what companies do in general, what this one does, and which address a person has.

Pure functions of counts and a name: no clock, no disk, no network. `prior` is fitted and ships; `posterior` is the
prior after a company's counts; `convention` is what it says of that company, ready for ranking; `ranking` gives
candidates and the chance that none is right; `collisions` moves the mass of addresses that are somebody else's.

Start reading at `posterior.posterior`, then `ranking.rank`.
"""
