"""What each feature of a pair of articles counts for their being the same news. Pure.

From each value on that is named the feature counts so much more; learned by ``tests/bench/story_weights.py``.
"""

from __future__ import annotations

BIAS = -1.23
STEPS: dict[str, tuple[tuple[float, float], ...]] = {
    "acts_differ": ((0.5, -0.47),),
    "conflict": ((0.5, -0.38),),
    "days": ((1.02, -0.11), (1.21, -0.72), (1.87, -0.92), (2.17, -0.76), (2.74, -1.16)),
    "events": ((0.855, 0.12),),
    "figures": ((0.3, 1.04),),
    "missing_least": ((0.0255, -0.77), (0.801, -0.15)),
    "missing_most": ((0.801, -0.08),),
    "near_all": ((0.0909, 0.11), (0.136, 0.19), (0.189, 0.28), (0.273, 0.79), (0.419, 0.23)),
    "near_events": ((0.0778, 0.02),),
    "near_leading": ((0.237, 0.63), (0.294, 0.42)),
    "near_words": ((0.0164, 0.67), (0.0646, 0.06), (0.0902, 0.33)),
    "stages_differ": ((0.5, -1.45),),
    "stranger": ((0.5, -0.54),),
    "thin": ((0.2, -0.06), (0.434, -0.02), (0.463, -0.32), (0.644, -0.10), (0.7, -0.16), (0.756, -0.20)),
    "who": ((0.383, 0.22), (0.739, 0.41)),
    "works_differ": ((0.5, -0.50),),
}
