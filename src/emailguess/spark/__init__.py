"""Guessing on a cluster: frames of Spark in, frames out, for more people than one machine can answer.

Evidence turns into counts, counts add, and ranking is a pure function: those are put on Spark here, and nothing is done
a second time. Rows are read by `files`, turned into counts by what a store is told, answered and decided on by `fill`.
A plain `SparkSession` and Spark Connect do; emailguess has to be installed where the Python workers run.

Start reading at `learning.learn` and `answering.guess`; the tables are described in `schemas`.
"""

from emailguess.spark.answering import guess
from emailguess.spark.companies import companies
from emailguess.spark.learning import count, known, learn
from emailguess.spark.schemas import COMPANIES, COUNTS, FILLED, KNOWN, SUPPRESSED
from emailguess.spark.suppressing import suppressed
from emailguess.spark.tables import from_export, merged

__all__ = [
    "COMPANIES",
    "COUNTS",
    "FILLED",
    "KNOWN",
    "SUPPRESSED",
    "companies",
    "count",
    "from_export",
    "guess",
    "known",
    "learn",
    "merged",
    "suppressed",
]
