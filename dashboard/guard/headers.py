"""Headers that tell a browser to trust nothing but this server.

The content-security policy lets scripts come from the server itself, from the few lines within its
front page (by their hash), and from the blobs out of which Streamlit loads our own components;
nothing is evaluated from text, nothing is asked of other hosts, and no other site frames a page.
Streamlit sets its styles at run time, so these are free.

Sources  W3C, Content Security Policy Level 3; OWASP, HTTP Security Response Headers Cheat Sheet.
"""

import base64
import hashlib
import re

YEAR = 31_536_000  # seconds
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
USUAL = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),  # an address may hold a study or the token of one
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
)
SECURE = (("Strict-Transport-Security", f"max-age={YEAR}"),)


def headers(page: str, *, encrypted: bool) -> list[tuple[bytes, bytes]]:
    """Headers of every answer of a server whose front page is given."""
    told = [("Content-Security-Policy", policy(page)), *USUAL, *(SECURE if encrypted else ())]
    return [(name.lower().encode(), value.encode()) for name, value in told]


def policy(page: str) -> str:
    """Content-security policy that a front page needs, and no more."""
    hashes = [f"'sha256-{_hash(script)}'" for script in INLINE.findall(page)]
    rules = {
        "default-src": ["'self'"],
        "script-src": ["'self'", "blob:", *hashes],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
    return "; ".join(" ".join([name, *values]) for name, values in rules.items())


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
