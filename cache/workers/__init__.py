"""Killable child processes: the only place where foreign bytes meet a parser or a pattern."""
