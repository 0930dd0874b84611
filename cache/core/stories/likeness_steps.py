"""What each feature of a pair of articles counts for their being the same news. Pure.

From each value on that is named the feature counts so much more; learned by ``tests/bench/story_weights.py``.
"""

from __future__ import annotations

BIAS = 0.19
STEPS: dict[str, tuple[tuple[float, float], ...]] = {
    "acts_differ": ((0.5, -0.49),),
    "conflict": ((0.5, -0.26),),
    "days": (
        (0.078, -0.26),
        (0.161, -0.12),
        (0.916, -0.37),
        (1.08, -0.88),
        (1.34, -0.56),
        (1.76, -0.73),
        (2.08, -1.14),
        (2.76, -0.60),
        (3.65, -0.94),
    ),
    "figures": ((0.3, 0.85),),
    "missing_least": ((0.0109, -0.51), (0.0797, -0.26)),
    "near_all": ((0.189, 0.36), (0.271, 0.87), (0.417, 0.45)),
    "near_leading": ((0.245, 0.64),),
    "near_words": ((0.00021, 0.50), (0.0341, 0.32), (0.0605, 0.19), (0.0896, 0.25)),
    "stages_differ": ((0.5, -1.40),),
    "stranger": ((0.5, -0.39),),
    "thin": ((0.609, -0.09), (0.672, -0.11), (0.7, -0.21)),
    "who": ((0.383, 0.06), (0.816, 0.26)),
    "works_differ": ((0.5, -0.60),),
}
