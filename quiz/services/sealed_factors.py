"""The secrets of second factors, all of them, are brought under the key of now."""

from __future__ import annotations

import logging

from allauth.mfa.models import Authenticator
from django.db import transaction

from interviewprep.sealing import OtherKeyError, current_seal, seal, unseal

logger = logging.getLogger(__name__)

SECRETS = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}
"""Where each kind keeps its own; what is kept of a key is public."""


def seal_all() -> None:
    """Seal what isn't, or was sealed by an older key. What no key of ours opens stays, and is logged."""
    for kind, name in SECRETS.items():
        others = Authenticator.objects.filter(type=kind).exclude(
            **{f"data__{name}__startswith": current_seal()}
        )
        for pk in others.order_by("pk").values_list("pk", flat=True):
            _seal(pk, name)


@transaction.atomic
def _seal(pk: int, name: str) -> None:
    """Under a lock, since a recovery code may just be used."""
    factor = Authenticator.objects.select_for_update().filter(pk=pk).first()
    if factor is None:
        return
    try:
        factor.data[name] = seal(unseal(factor.data[name]))
    except OtherKeyError:
        logger.error("Second factor %d was sealed by a key that isn’t here; see SECRET_KEY_FALLBACKS", pk)
    else:
        factor.save(update_fields=["data"])
