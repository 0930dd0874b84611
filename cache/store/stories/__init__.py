"""Stories: ``grouping`` finds which articles are the same news, ``rows`` lists them, ``marks`` is what a user says."""
