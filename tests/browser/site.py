"""What the served site holds: one service, three people, cases at several points of the way."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from cases.actions import journal, tasks
from cases.models import Case, CaseTask, Programme
from tests.factories.workspace import (
    assessed,
    decided,
    make_people,
    make_service,
    planned,
    referred,
)


@dataclass
class Served:
    """The site and what is in it."""

    people: dict[str, User]
    programme: Programme
    cases: dict[str, Case]
    address: str = ""

    def task(self, name: str) -> CaseTask:
        """The open task of a case that its owner works with."""
        return CaseTask.objects.waiting().filter(case=self.cases[name]).order_by("pk")[0]


def furnish() -> Served:
    """Write the content through the same actions that people use."""
    programme = make_service()
    people = make_people(programme.unit)
    alva = people["alva"]
    cases = {
        "Sirkka": planned(programme, people, "Sirkka Holmlund"),
        "Mikael": decided(programme, people, "Mikael Sandvik"),
        "Amina": planned(programme, people, "Amina Warsame"),
        "Henrik": assessed(programme, people, "Henrik Lövdal"),
        "Jonas": referred(programme, alva, "Jonas Ekvall", urgency="at_once"),
        "Tuula": referred(programme, alva, "Tuula Rask"),
    }
    _write_journal(cases["Sirkka"], alva)
    today = timezone.localdate()
    tasks.add_extra_task(
        cases["Mikael"], alva, title="Ring efter uteblivet möte", owner=alva, due_on=today
    )
    CaseTask.objects.filter(case=cases["Mikael"], key="meet").update(
        due_on=today - timedelta(days=2)
    )
    return Served(people, programme, cases)


def _write_journal(case: Case, by: User) -> None:
    noon = timezone.now() - timedelta(days=3)
    signed = journal.write_contact(
        case, by=by, contact="meeting", attendance="attended", title="Promenad, Sjöparken",
        text="En och en halv timme. Sirkka hälsade själv på två hundägare.", happened_at=noon,
    )  # fmt: skip
    journal.sign(signed, by=by)
    journal.write_note(
        case, by=by, title="Samtal om sömn", text="Fyra kvällar av sju före midnatt."
    )
