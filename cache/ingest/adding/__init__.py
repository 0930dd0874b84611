"""What comes in beside refreshes.

``sources`` takes pages and files, ``mailbox`` mails, ``bundled`` is there from the beginning, ``subscribe`` finds feeds
and reads lists of them.
"""
