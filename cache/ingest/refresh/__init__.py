"""A refresh.

``round`` runs its stages in their order (``stage`` is what they are): ``account_sync`` over a ``sync_line``, ``feeds``,
``understanding``, ``pages`` and ``images``; ``catching_up`` finds the stories of what came before.
"""
