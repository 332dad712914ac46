"""Another developer takes a project over (Article 8; the duties of Articles 13 to 19 are then its own).

The earlier one takes part to the day before, as do those who lead for it; that it and they answer for
what was done until then stays on the register for life. What waits for the developer waits for the
new one, and nothing that was stated, signed or decided is done anew by the change alone.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Organisation, PartyRole
from greenward.bureau.casework.days import check_past
from greenward.bureau.casework.matters.handling import let_in, let_out
from greenward.bureau.casework.matters.requests import hand_on
from greenward.bureau.casework.models import Matter

from ..models import Engagement, Project
from ..recording import recorded
from .engaging import check_reason, finish

ROLE = PartyRole.DEVELOPER


def change_developer(
    actor: Actor, matter: Matter, *, organisation: Organisation, on: date, because: str
) -> None:
    """Record that another developer has a project from a day on; `because` names what shows it.

    Raises ValidationError for a day ahead or not after the first of the earlier developer, and where
    it is the developer already.
    """
    check_past(on=on)
    check_reason(because)
    project = Project.objects.select_related("area", "matter__area", "developer").get(matter=matter)
    with recorded(actor, project, "change_developer", because=because) as event:
        earlier, last = project.developer, on - timedelta(days=1)
        if earlier == organisation:
            raise ValidationError(_("It is the developer of this project already."))
        before = list(project.matter.parties.filter(role=ROLE, last_day=None))
        let_in(project.matter, ROLE, organisation, on)
        hand_on(project.matter, earlier, organisation)
        for party in before:
            let_out(project.matter, party, last)
        _end_leaders(project, earlier, last, because)
        project.developer = organisation
        project.save(update_fields=["developer"])
        event.note(developer=organisation.pk, earlier=earlier.pk, on=on)
        event.personal(because=because)


def _end_leaders(project: Project, earlier: Organisation, last: date, because: str) -> None:
    rows = Engagement.objects.filter(
        project=project, role=ROLE, organisation=earlier, last_day=None
    )
    for row in rows:
        finish(row, max(last, row.first_day), because)
