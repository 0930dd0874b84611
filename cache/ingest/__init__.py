"""Everything that fills the library: refreshes, pages and files, subscriptions, new rules over stored texts.

``refresh`` is a round over feeds, pages and images, ``adding`` what comes in otherwise, ``catalogue`` what is asked of
services; ``parts`` are the parts of ``Library``. Beside them ``context`` is what all that asks the network shares,
``several_pages`` what an article on several asks for, ``reannotate`` reads stored texts by newer rules, ``saving``
gives articles to the user's own server, and ``printed`` is a secret that a command of theirs prints.
"""
