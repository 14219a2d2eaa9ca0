"""Files people have -> people.

A reader says what stands in a file; what a piece means is decided in `evidence`.
"""
