"""A newsletter's HTML without what surrounds it, and what its head says of it."""
