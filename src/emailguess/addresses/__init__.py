"""Local parts and domains: what an address says without a name beside it.

It reads and checks addresses and domains (RFC 5321, IDNA, the public suffix list), and tells a role's mailbox, a
provider open to all and a related domain. It never looks anything up on a network, and knows no pattern.

Start reading at `addresses.parser.mailbox`.
"""
