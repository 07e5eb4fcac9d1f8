"""What leads do to members: only to their own, and only as long as they are members."""

from __future__ import annotations

from quiz.models import Cohort, Membership, User


def lock_membership(lead: User, membership_id: int) -> Membership:
    """Let the member neither leave nor delete the account until the transaction ends, nor the lead.

    The cohort is locked first, then the persons, then the place, as `cohorts` does. Raises
    ObjectDoesNotExist for what isn't the lead's.
    """
    led = Membership.objects.led_by(lead)
    found = led.get(pk=membership_id)
    Cohort.objects.select_for_update(no_key=True).get(pk=found.cohort_id)
    people = User.objects.filter(pk__in=[lead.pk, found.member_id]).order_by("pk")
    list(people.select_for_update(no_key=True).values_list("pk"))
    return led.select_related("member").select_for_update(of=("self",), no_key=True).get(pk=membership_id)
