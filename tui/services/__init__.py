"""What screens share and no widget owns; no widgets in here.

- ``library`` is every screen's way to the library, and what is asked of it about one thing
- ``refresh`` brings what is new and tells of it
- ``prompt`` offers what may be typed: queries, files, words of the ``:`` line
- ``programs`` are given what is read: browsers, the clipboard, commands, the user's own server
- ``terminal`` is the terminal as it is, ``images`` are the pictures in it
- ``words`` are sentences that the app and the command line share

Beside them stand ``messages``, what any part may say to the user; ``background``, the threads beside the app's;
``performing``, which does an action as its key would.
"""
