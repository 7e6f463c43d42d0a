"""Whose word is taken on who asks: that of the proxies in the settings, and nobody else's.

uvicorn believes whoever asks from this machine, and has read its own setting before our server is
loaded; the class that it then puts around every server is set here. A test over the network holds
it to that.
"""

import uvicorn.config
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from dashboard import settings


class KnownProxies(ProxyHeadersMiddleware):
    """Takes the address of who asks from a header, where a known proxy has written it."""

    def __init__(self, app: object, trusted_hosts: object = None) -> None:  # noqa: ARG002
        super().__init__(app, list(settings.proxies()))  # type: ignore[arg-type]


def believe_known_proxies() -> None:
    """Let the server that is about to start believe the proxies of the settings alone."""
    settings.proxies()  # what is wrong with them is said at the start
    uvicorn.config.ProxyHeadersMiddleware = KnownProxies  # type: ignore[attr-defined]
