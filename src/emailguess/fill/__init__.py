"""A sheet of people in, the same sheet with addresses out: what a working day asks for.

The sheet teaches itself: its rows with an address are evidence for those without. Every row comes back where it stood,
with an address, how sure it is, and what to do with it by a budget of bounces. It stands below the guesser, which it is
given; nothing is written to a store that outlives the work.

Start reading at `filling.fill_file`.
"""
