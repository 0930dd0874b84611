"""Claims: names that may be entities, with the evidence for them and the places it was found at."""

from __future__ import annotations

from collections.abc import Iterator

from pullquote.cache.annotate.known_names import fold
from pullquote.cache.annotate.text.document_text import Place

ACCEPT = 0.5
"""Weight of evidence from which a claim is believed."""


class Claim:
    """A name, the evidence for it (each kind counts once, with its best weight), and where it stands."""

    __slots__ = ("aka", "evidence", "name", "places", "types")

    def __init__(self, name: str) -> None:
        self.name = name
        self.aka: list[str] = []
        self.evidence: dict[str, float] = {}
        self.places: dict[Place, None] = {}
        self.types: dict[str, float] = {}

    @property
    def weight(self) -> float:
        """Sum of the evidence."""
        return sum(self.evidence.values())

    def add(self, evidence: str, weight: float, place: Place | None = None) -> None:
        """Add evidence; a second sight of the same kind adds only its place."""
        self.evidence[evidence] = max(self.evidence.get(evidence, -9.0), weight)
        if place is not None:
            self.places.setdefault(place)

    def point(self, kind: str, weight: float) -> None:
        """Add a hint that the name is of some type."""
        self.types[kind] = self.types.get(kind, 0.0) + weight

    def absorb(self, other: Claim) -> None:
        """Take over another claim's evidence and places."""
        for evidence, weight in other.evidence.items():
            self.add(evidence, weight)
        self.places.update(other.places)
        for kind, weight in other.types.items():
            self.point(kind, weight)


class Claims:
    """Claims by folded name, in the order they were first made."""

    __slots__ = ("_claims",)

    def __init__(self) -> None:
        self._claims: dict[str, Claim] = {}

    def __iter__(self) -> Iterator[Claim]:
        return iter(list(self._claims.values()))

    def __contains__(self, name: str) -> bool:
        return fold(name) in self._claims

    def get(self, name: str) -> Claim | None:
        """Give the claim for a name, if there is one."""
        return self._claims.get(fold(name))

    def add(self, name: str, evidence: str, weight: float, place: Place | None = None) -> Claim:
        """Add evidence for a name. "The Flash" and "Flash" are one claim; the longer spelling names it."""
        claim = self._claims.setdefault(fold(name), Claim(name))
        if len(name) > len(claim.name) and not name.startswith("the "):
            claim.name = name
        claim.add(evidence, weight, place)
        return claim

    def remove(self, name: str) -> None:
        """Forget a claim."""
        self._claims.pop(fold(name), None)
