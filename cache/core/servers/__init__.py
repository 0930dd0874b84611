"""The user's own servers: ``sync`` with those that keep subscriptions and marks, ``saving`` articles to one.

``credentials`` are what is sent to get in.
"""
