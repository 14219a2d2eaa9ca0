"""Whether a domain takes mail, and whose servers take it: an answer from DNS alone, kept with its reason.

It never connects to a mail server, asks DNS only when one of its functions is called, and never turns a fault
of the network into "this domain rejects mail".

Start reading at `decision.decide`, the rules themselves; `lookup` asks the questions, `check` and `bulk` drive them
for one domain and for many. DNS is asked through dnspython, imported on first use (`pip install emailguess[mx]`).
"""

from __future__ import annotations

from emailguess.mx.bulk import acheck_mx_many, aiter_mx, check_mx_many, iter_mx
from emailguess.mx.cache import MxCache
from emailguess.mx.check import acheck_mx, check_mx
from emailguess.mx.providers import provider_family
from emailguess.mx.report import MxHost, MxReport

__all__ = [
    "MxCache",
    "MxHost",
    "MxReport",
    "acheck_mx",
    "acheck_mx_many",
    "aiter_mx",
    "check_mx",
    "check_mx_many",
    "iter_mx",
    "provider_family",
]
