"""Dates and times: ``dates`` reads them, ``words`` are the names of months and days, ``apart`` is how far two are."""
