"""The one TLS context: verified, with the authorities of ``certifi`` or those the user names (H45)."""

from __future__ import annotations

import os
import ssl
from functools import lru_cache

from pullquote.cache.core.errors import TlsUnusable, unless_too_many


@lru_cache(maxsize=4)
def tls_context(ca_file: str | None = None) -> ssl.SSLContext:
    """Return the one TLS context, made when the first https address is asked: it takes 20 ms.

    ``$SSL_CERT_FILE`` and ``$SSL_CERT_DIR`` name other authorities, ``ca_file`` adds some. Raises ``TlsUnusable``.
    """
    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    try:
        if file or folder:
            context = ssl.create_default_context(cafile=file or None, capath=None if file else folder)
        else:
            import certifi  # lazy: 3 ms; where https is asked

            context = ssl.create_default_context(cafile=certifi.where())
    except (OSError, ssl.SSLError) as error:
        name = "SSL_CERT_FILE" if file else "SSL_CERT_DIR"
        problem = error.strerror or error
        sentence = f"Cannot read the certificate authorities that ${name} names: {problem}. Mend or unset it."
        raise TlsUnusable(unless_too_many(sentence, error)) from error
    if ca_file:
        try:
            context.load_verify_locations(cafile=ca_file)
        except (OSError, ssl.SSLError) as error:
            sentence = f"Cannot use {ca_file} as a file of certificate authorities: {error}."
            raise TlsUnusable(unless_too_many(sentence, error)) from error
    context.set_alpn_protocols(["http/1.1"])
    return context
