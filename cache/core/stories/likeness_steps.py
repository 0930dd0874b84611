"""What each feature of a pair of articles counts for their being the same news. Pure.

From each value on that is named the feature counts so much more; learned by ``tests/bench/story_weights.py``.
"""

from __future__ import annotations

BIAS = -0.02
STEPS: dict[str, tuple[tuple[float, float], ...]] = {
    "acts_differ": ((0.5, -0.42),),
    "conflict": ((0.5, -0.40),),
    "days": (
        (0.0719, -0.22),
        (0.155, -0.28),
        (1.01, -1.03),
        (1.17, -0.54),
        (1.72, -0.36),
        (2.07, -1.05),
        (2.7, -0.54),
        (3.77, -1.33),
    ),
    "figures": ((0.3, 0.30),),
    "missing_least": ((0.00844, -0.96),),
    "missing_most": ((0.00782, -0.04),),
    "near_all": ((0.147, 0.10), (0.219, 0.84), (0.355, 0.89)),
    "near_events": ((0.0275, 0.04),),
    "near_leading": ((0.252, 1.01),),
    "stages_differ": ((0.5, -0.80),),
    "stranger": ((0.5, -0.37),),
    "thin": ((0.287, -0.10), (0.616, -0.34), (0.7, -0.16), (0.853, -0.11)),
    "who": ((0.31, 0.32), (0.881, 0.21)),
    "works_differ": ((0.5, -0.53),),
}
