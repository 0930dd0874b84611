"""What went and can come back.

``rows`` holds an article as its rows, ``removed`` are those a user removed, ``feeds`` takes a change of subscriptions
back; ``taking_back`` takes back the last of the user's steps.
"""
