"""What we are told of a company -> counts that add.

A name with its address, a bare address, a stated pattern, a bounce or a delivery becomes a signature: the set of
all its matches. Signatures are counted; counts add in any order and hold no address. A piece that cannot be used is
left out with a warning. What the counts mean is not decided here (that is `model`).

Start reading at `evidence.reading.from_known`.
"""
