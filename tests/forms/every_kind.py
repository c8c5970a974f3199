"""One form that asks in every way there is, with words in Swedish, and one full set of answers to it."""

from forms.counted.recipes import Band, Recipe
from forms.document import Check, Choice, Field, FormDocument, Section, Statement
from forms.kinds.files import FILES
from forms.kinds.places import PEOPLE
from forms.texts import needed
from tests.factories.forms import question, when

FEELINGS = ("calm", "rested", "curious")
PLAIN = (
    question("line", required=True, most=60),
    question("story", "long_text"),
    question("mail", "email"),
    question("phone", "phone"),
    question("number", "number", least=0, most=200, decimals=1),
    question("rent", "money"),
    question("day", "date"),
    question("clock", "time"),
    question("stay", "date_range", most=60),
    question("person_no", "personal_number", accept=("fi", "se")),
    question("account", "iban"),
)
CHOOSING = (
    question("sure", "yes_no"),
    question("one", "choice", choices=("bus", "car", "foot")),
    question("listed", "choice", choices=("bus", "car", "foot"), display="list"),
    question("searched", "choice", choices=("bus", "car", "foot"), display="search"),
    question("some", "choices", choices=("bus", "car", "foot"), most=2),
    question("home", "municipality"),
    question("scale", "scale", least=1, most=7),
    question("slider", "scale", least=0, most=100, display="slider"),
    question(
        "agree",
        "matrix",
        required=True,
        choices=("never", "seldom", "often", "always"),
        statements=tuple(Statement(key) for key in FEELINGS),
    ),
    question(
        "ends",
        "matrix",
        least=1,
        most=7,
        statements=(Statement("past"), Statement("future", reverse=True)),
    ),
    question("order", "ranking", statements=tuple(Statement(key) for key in FEELINGS)),
)
PEOPLE_ASKED = (
    question("address", "address"),
    question("who", "person"),
    question("firm", "organisation"),
    question("papers", "file"),
    question("signed", "signature"),
)
LIVE = (
    question(
        "goals",
        "group",
        least=1,
        most=5,
        items=(
            question("what", required=True),
            question("when", "date_range"),
            question("steps", "group", most=4, items=(question("step"), question("until", "date"))),
        ),
    ),
    question(
        "total",
        "calculated",
        recipe=Recipe(
            "sum",
            ("scale", "slider"),
            bands=(Band("low", most=20), Band("high", least=21)),
        ),
    ),
    question("name", "known", prefill="participant.name"),
    question("told", "guidance"),
    question("fixed", lock_if=when(("sure", "is", True)), prefill="participant.name"),
    question(
        "later",
        visible_if=when(("stay.from", "at_least", "2026-01-01"), ("agree.calm", "is", "often")),
    ),
    question(
        "checked",
        "number",
        checks=(
            Check("most", when(("checked", "at_most", 100))),
            Check("usual", when(("checked", "at_most", 24)), soft=True),
        ),
    ),
    question("stopped", "stop", visible_if=when(("one", "is", "car"))),
)
EVERY = FormDocument(
    (
        Section("plain", PLAIN),
        Section("choosing", CHOOSING),
        Section("people", PEOPLE_ASKED),
        Section("live", LIVE),
    )
)
OWN = {
    "section.plain.title": "Med egna ord",
    "section.choosing.title": "Att välja",
    "section.people.title": "Vem och var",
    "section.live.title": "Det som följer med",
    "field.line.label": "Vad ska vi kalla dig?",
    "field.story.label": "Berätta i lugn och ro",
    "field.number.label": "Hur långt är det hemifrån?",
    "field.number.unit": "kilometer",
    "field.rent.label": "Hyra i månaden",
    "field.stay.label": "När var du borta?",
    "field.agree.label": "Hur har de senaste två veckorna varit?",
    "field.agree.help": "Välj det som ligger närmast, på varje rad.",
    "field.agree.statement.calm": "Jag har känt mig lugn och avspänd",
    "field.agree.statement.rested": "Jag har vaknat utvilad",
    "field.agree.statement.curious": "Det har funnits sådant som intresserat mig i min vardag",
    "field.agree.choice.never": "Aldrig",
    "field.agree.choice.seldom": "Sällan",
    "field.agree.choice.often": "Ofta",
    "field.agree.choice.always": "Hela tiden",
    "field.ends.label": "Var står du mellan orden?",
    "field.ends.statement.past": "Det som har hänt mig har varit",
    "field.ends.statement.past.low": "svårt att förstå",
    "field.ends.statement.past.high": "lätt att förstå",
    "field.ends.statement.future": "Framtiden känns",
    "field.ends.statement.future.low": "full av mening",
    "field.ends.statement.future.high": "tom",
    "field.order.label": "Vad är viktigast?",
    "field.scale.low": "inte alls",
    "field.scale.high": "helt och hållet",
    "field.home.label": "I vilken kommun bor du?",
    "field.signed.label": "Underskrift",
    "field.goals.row": "mål",
    "field.goals.steps.row": "steg",
    "field.total.unit": "poäng",
    "field.told.label": "Bra att veta",
    "field.told.help": "Det här sparas hos dig.",
    "field.stopped.label": "Med bil behöver du en annan blankett",
    "field.stopped.help": "Ring oss, så skickar vi den.",
    "field.checked.check.most": "Ett dygn har inte så många timmar",
    "field.checked.check.usual": "Är det verkligen fler än 24?",
}
TEXTS = {
    **{key: key.rpartition(".")[0].rpartition(".")[2].capitalize() for key in needed(EVERY)},
    **{
        key: key.rpartition(".")[2].capitalize()
        for key in needed(EVERY)
        if ".choice." in key or ".statement." in key or ".band." in key
    },
    "form.title": "Allt på en gång",
    **OWN,
}
PAPER = {
    "id": "6f1b8f0e-51a0-4f6a-9a43-1d2a0a3c0001",
    "name": "intyg.pdf",
    "size": 1200,
    "type": "application/pdf",
    "field": "papers",
}
FACTS = {
    "participant": {"name": "Elina Exempel"},
    PEOPLE: [
        {"code": "participant", "name": "Elina Exempel", "kind": "person"},
        {"code": "user-4", "name": "Vera Vik", "kind": "person"},
        {"code": "partner-2", "name": "Byrån <b> & Co", "kind": "organisation"},
    ],
    FILES: {PAPER["id"]: PAPER},
}
ANSWERS = {
    "line": "Elina",
    "story": "En rad\noch en till",
    "mail": "elina@example.org",
    "phone": "+358401234567",
    "number": 12.5,
    "rent": 640.5,
    "day": "2026-02-28",
    "clock": "14:30",
    "stay": {"from": "2026-01-02", "to": "2026-01-30"},
    "person_no": "131052-308T",
    "account": "FI2112345600000785",
    "sure": False,
    "one": "bus",
    "listed": "car",
    "searched": "foot",
    "some": ["bus", "foot"],
    "home": "fi-905",
    "scale": 3,
    "slider": 40,
    "agree": {"calm": "often", "rested": "never", "curious": "always"},
    "ends": {"past": 2, "future": 7},
    "order": ["rested", "curious", "calm"],
    "address": {"street": "Strandgatan 1 A 2", "postcode": "65100", "place": "Vasa"},
    "who": {"code": "user-4", "name": "Vera Vik"},
    "firm": {"name": "Ett annat företag"},
    "papers": [{name: PAPER[name] for name in ("id", "name", "size", "type")}],
    "signed": {"name": "Elina Exempel", "strokes": [[10, 20, 30, 40], [5, 5]]},
    "goals": [
        {
            "what": "Sova bättre",
            "when": {"from": "2026-01-02", "to": "2026-03-01"},
            "steps": [{"step": "Ringa", "until": "2026-01-05"}, {"step": "Gå"}],
        }
    ],
    "total": 43,
    "fixed": "Elina",
    "later": "Ja",
    "checked": 12,
}


def asked(key: str) -> Field:
    """One question of the form by itself."""
    return EVERY.field(key)


def alone(field: Field) -> FormDocument:
    return FormDocument((Section("main", (field,)),))


def retired(code: str) -> Choice:
    return Choice(code, retired=True)
