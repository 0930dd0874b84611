"""Words that the app and the command line share; no Textual.

``accounts`` on servers, ``guarding`` a name, ``catalogue_consent`` before services are asked; ``queries`` are names as
words of the query language.
"""
