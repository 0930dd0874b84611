"""Titles of works: marked by the page, told by their context or their form, and what type each is."""
