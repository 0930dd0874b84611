"""Texts of articles: ``bodies`` are stored and indexed, ``pending`` not understood yet, ``earlier`` replaced."""
