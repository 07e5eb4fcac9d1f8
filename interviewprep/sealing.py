"""Secrets of second factors are sealed before they are stored, by a key that is made of SECRET_KEY.

A sealed text reads sealed:<which key>:<Fernet token>. What was stored before there was a seal reads as it is.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

MARK = "sealed"


class OtherKeyError(ValueError):
    """Sealed by a key that is neither SECRET_KEY nor one of SECRET_KEY_FALLBACKS, or damaged."""


def seal(text: str) -> str:
    key = _key_from(settings.SECRET_KEY)
    return f"{current_seal()}{Fernet(key).encrypt(text.encode()).decode()}"


def unseal(stored: str) -> str:
    """The text that was sealed. Raises OtherKeyError."""
    if not stored.startswith(f"{MARK}:"):
        return stored
    for key in _keys():
        if stored.startswith(_seal_of(key)):
            try:
                return Fernet(key).decrypt(stored.removeprefix(_seal_of(key))).decode()
            except InvalidToken as error:
                raise OtherKeyError from error
    raise OtherKeyError


def current_seal() -> str:
    """How everything begins that is sealed by the key of now."""
    return _seal_of(_key_from(settings.SECRET_KEY))


def _keys() -> Iterator[bytes]:
    yield from map(_key_from, (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def _key_from(secret: str) -> bytes:
    """A secret key has more than 256 bits of chance, so that no slow derivation is needed (RFC 5869)."""
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"interviewprep second factors")
    return base64.urlsafe_b64encode(derive.derive(secret.encode()))


def _seal_of(key: bytes) -> str:
    """Tells keys apart, and tells nothing of them."""
    return f"{MARK}:{sha256(key).hexdigest()[:12]}:"
