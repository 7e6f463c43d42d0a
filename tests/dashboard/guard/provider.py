"""A small OpenID provider, as a process of its own.

    python -m tests.dashboard.guard.provider PORT

It has what OpenID Connect asks for: discovery, a page to authorise (which asks nothing), tokens for
a code that is good once and only with its verifier (PKCE), and its keys. Who signs in and what is
wrong with it says ``/next?...``: email, verified, expired (the identity token has), forged (signed
with another key), nonce (another one), so that a test can ask for each.

Sources  OpenID Connect Core 1.0 and Discovery 1.0; RFC 6749; RFC 7636.
"""

import base64
import hashlib
import secrets
import sys
import time
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "lodestone", "a secret of the provider"
LIFE = 300  # seconds of an identity token
ALGORITHM = "RS256"


class Provider:
    """The provider at an address, with keys that last as long as it runs."""

    def __init__(self, issuer: str) -> None:
        self.issuer, self.asked, self.grants = issuer, {}, {}
        self.key, self.other = (RSAKey.generate_key(2048, {"kid": "one"}) for _ in range(2))
        told = self.key.as_dict(private=False)
        self.keys = {"keys": [{**told, "use": "sig", "alg": ALGORITHM}]}

    def app(self) -> Starlette:
        """Everything it answers to."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.discovery),
                Route("/authorize", self.authorize),
                Route("/token", self.token, methods=["POST"]),
                Route("/keys", self.jwks),
                Route("/next", self.next),
            ]
        )

    async def discovery(self, _: Request) -> Response:
        told = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": [ALGORITHM],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }
        return JSONResponse(told)

    async def jwks(self, _: Request) -> Response:
        return JSONResponse(self.keys)

    async def next(self, request: Request) -> Response:
        """Note who signs in next, and what is wrong with it."""
        self.asked = dict(request.query_params)
        return JSONResponse(self.asked)

    async def authorize(self, request: Request) -> Response:
        """Send the reader back with a code, at once."""
        told = dict(request.query_params)
        if told.get("client_id") != CLIENT or told.get("code_challenge_method") != "S256":
            return JSONResponse({"error": "invalid_request"}, 400)
        code = secrets.token_urlsafe(16)
        self.grants[code] = {**told, "asked": dict(self.asked)}
        state = self.asked.get("state", told["state"])
        back = urlencode({"code": code, "state": state})
        return RedirectResponse(f"{told['redirect_uri']}?{back}", 302)

    async def token(self, request: Request) -> Response:
        """Give tokens for a code, once, to who began."""
        form = await request.form()
        grant = self.grants.pop(str(form.get("code")), None)
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        known = request.headers.get("authorization") == f"Basic {basic}"
        digest = hashlib.sha256(str(form.get("code_verifier")).encode()).digest()
        proof = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if not known or grant is None or proof != grant["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        told = {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer"}
        return JSONResponse({**told, "expires_in": LIFE, "id_token": self._identity(grant)})

    def _identity(self, grant: dict[str, Any]) -> str:
        asked, now = grant["asked"], int(time.time())
        begun = now - 7_200 if asked.get("expired") else now
        email = asked.get("email", "asha@irel.example")
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": email, "email": email}
        claims |= {"iat": begun, "exp": begun + LIFE, "name": email.partition("@")[0].capitalize()}
        claims |= {"email_verified": asked.get("verified", "yes") == "yes"}
        claims |= {"nonce": asked.get("nonce", grant.get("nonce"))}
        key = self.other if asked.get("forged") else self.key
        return jwt.encode({"alg": ALGORITHM, "kid": "one"}, claims, key)


if __name__ == "__main__":
    port = int(sys.argv[1])
    uvicorn.run(
        Provider(f"http://127.0.0.1:{port}").app(), host="127.0.0.1", port=port, log_level="warning"
    )
