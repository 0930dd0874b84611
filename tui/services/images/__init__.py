"""Pictures in the terminal.

``store`` has those at hand, ``terminal_pictures`` those the terminal holds, by the protocol in ``graphics``.
"""
