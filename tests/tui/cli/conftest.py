"""The scripted server on loopback, which the tests of the cache have as well."""

from ...cache.conftest import loopback, reply

__all__ = ["loopback", "reply"]
