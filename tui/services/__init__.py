"""What screens share and no widget owns: library access, refreshing, corrections, hand-offs, suggestions."""
