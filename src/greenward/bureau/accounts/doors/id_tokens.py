"""What an issuer says of a person is believed only when it signed it, for this site, now, and in
answer to this very sign-in (OpenID Connect Core 1.0, 3.1.3.7; RFC 7519).

The nonce is derived from the state that the browser's session holds, so nothing more is stored.
"""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import get_request_param
from django.utils.crypto import salted_hmac
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

ALGORITHMS = ["RS256", "PS256", "ES256", "Ed25519", "EdDSA"]
"""Signatures with a public key alone: a token signed with the shared secret, or not at all, says
nothing about who signed it."""
LEEWAY = 60
"""Seconds that the clocks of the two sites may differ."""


def nonce_of(state: str) -> str:
    return salted_hmac("greenward.doors.nonce", state, algorithm="sha256").hexdigest()


class Asking(OAuth2Client):
    """Sends somebody to the issuer with the nonce that the answer has to carry."""

    def get_redirect_url(self, authorization_url: str, scope: Any, extra: dict[str, Any]) -> str:
        asked = extra | {"nonce": nonce_of(self.state)}
        address: str = super().get_redirect_url(authorization_url, scope, asked)
        return address


class Checked(OpenIDConnectOAuth2Adapter):
    """allauth's steps, with the ID token's signature, recipient, time and nonce checked."""

    client_class = Asking

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        asked = nonce_of(get_request_param(self.request, "state") or "")
        try:
            token = jwt.decode(id_token, self._keys(), ALGORITHMS)
            jwt.JWTClaimsRegistry(
                leeway=LEEWAY,
                iss={"essential": True, "value": self.openid_config["issuer"]},
                aud={"essential": True, "value": app.client_id},
                azp={"value": app.client_id},
                sub={"essential": True},
                exp={"essential": True},
                iat={"essential": True},
                nonce={"essential": True, "value": asked},
            ).validate(token.claims)
        except (JoseError, ValueError) as error:
            raise OAuth2Error("the ID token cannot be believed") from error
        return token.claims

    def _keys(self) -> KeySet:
        """The issuer's keys of today, fetched anew: a key it took back counts no more."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            return KeySet.import_key_set(answer.json())
