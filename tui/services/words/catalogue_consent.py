"""What asking the services of a catalogue means, in plain words: for the question that the app and the commands ask."""

from __future__ import annotations

from pullquote.cache.core.catalogue.services import SERVICES, BadServices, Service, read_mirrors, read_services
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.settings import Catalogues
from pullquote.cache.core.urls import host_of

QUESTION = "May Pullquote ask these services?"
PURPOSE = (
    "Pullquote can ask services on the internet about the works, people and groups that your articles name: dates, "
    "networks, seasons, casts and characters, albums. The answers are kept for reading offline."
)
TOLD = (
    "They are sent names, one after another; never an article, its title or its outlet, nor what you marked. They see "
    "your internet address, and from the names they can tell what you read about. Asked about are names you follow, "
    "then those of articles you opened, then those of the last two weeks."
)
STOPPING = "`pullquote catalogue off` stops it, `pullquote catalogue forget --all` removes what is kept."


def asked(settings: Catalogues) -> list[tuple[Service, str]]:
    """Return the services that would be asked, each with the host that is. Raises ``UsageError``."""
    try:
        chosen, mirrors = read_services(settings.services), read_mirrors(settings.mirrors)
    except BadServices as error:
        raise UsageError(f"The services cannot be read from the settings. {error}") from error
    has_key = bool(settings.tmdb_key or settings.tmdb_key_command)
    return [
        (service, host_of(mirrors.get(provider, service.base)))
        for provider, service in SERVICES.items()
        if provider in chosen and (has_key or provider != "tmdb")
    ]


def lines(settings: Catalogues) -> list[str]:
    """Return a line for each service: who it is, and about what it is asked. Raises ``UsageError``."""
    return [f"{service.name} ({host}): {service.about}" for service, host in asked(settings)]
