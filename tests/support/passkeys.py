"""A passkey in software, as far as a browser would show it to a page (WebAuthn Level 2, attestation "none")."""

import base64
import hashlib
import json
import os
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256

USER_PRESENT_AND_VERIFIED = 0x05
HAS_CREDENTIAL = 0x40
Answer = dict[str, object]


def encode(raw: bytes) -> str:
    """Return base64url without padding, as browsers write it."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class Passkey:
    """One credential for one host; `user_handle` is learnt when it is made."""

    host: str = "testserver"
    credential_id: bytes = field(default_factory=lambda: os.urandom(16))
    user_handle: str = ""
    count: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: dict[str, dict[str, object]]) -> str:
        """Answer `navigator.credentials.create(options)`, as JSON."""
        public = options["publicKey"]
        user = public["user"]
        assert isinstance(user, dict)
        self.user_handle = str(user["id"])
        cose = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        credential = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + cose
        data = self._authenticator_data(HAS_CREDENTIAL) + credential
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client_data("webauthn.create", public["challenge"])
        return self._answer({"clientDataJSON": encode(client), "attestationObject": encode(attestation)})

    def show(self, options: dict[str, dict[str, object]]) -> str:
        """Answer `navigator.credentials.get(options)`, as JSON."""
        self.count += 1
        data = self._authenticator_data(0)
        client = self._client_data("webauthn.get", options["publicKey"]["challenge"])
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": encode(client),
                "authenticatorData": encode(data),
                "signature": encode(signature),
                "userHandle": self.user_handle,
            }
        )

    def _authenticator_data(self, flags: int) -> bytes:
        host = hashlib.sha256(self.host.encode()).digest()
        return host + bytes([USER_PRESENT_AND_VERIFIED | flags]) + self.count.to_bytes(4, "big")

    def _client_data(self, kind: str, challenge: object) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": f"http://{self.host}"}).encode()

    def _answer(self, response: Answer) -> str:
        name = encode(self.credential_id)
        extensions = {"credProps": {"rk": True}}
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": extensions,
            }
        )
