"""What catalogues said of names.

``records`` keeps it, ``lookups`` what was asked, ``verdicts`` which record is meant, ``corrections`` what that changed
of a name; ``airings`` are the days of episodes, ``roles`` who is in a work.
"""
