"""What comes new while one reads, and what is told of it.

``refresher`` runs a refresh, ``pacing`` says when the app does so by itself; ``catalogue_updates`` and
``edition_fetch`` bring the rest. ``followed_news`` says what came about what is followed, ``notify`` what the rules
found; ``after_refresh`` runs the user's command.
"""
