"""A form of thirty questions: shown, and checked and stored, beside a hand-written Django form."""

from django.db import transaction
from django.http import QueryDict
from django.template import Context, Engine

from accounts.models import User
from forms.asking.checking import check, read
from forms.asking.rendering import render
from forms.conditions.rules import Row, Rule
from forms.document import Choice, Field, FormDocument, Section
from forms.models import FormVersion
from forms.sent.submissions import record
from tests.bench.measuring import Measured, Work, compare
from tests.bench.queries import count_queries
from tests.bench.stock.forms import StockForm
from tests.bench.stock.models import StockAnswers

FIVE = tuple(Choice(f"choice_{n}") for n in range(1, 6))
PAGE = "<form method='post'>{{ form }}</form>"


def thirty_questions() -> FormDocument:
    """The same thirty questions as `StockForm`, four of them asked only after a yes."""
    texts = (
        Field(
            f"text_{n}",
            "text",
            most=200,
            required=True,
            visible_if=Rule("all", (Row(f"yes_no_{n}", "is", True),)) if n <= 4 else None,
        )
        for n in range(1, 11)
    )
    long_texts = (Field(f"long_{n}", "long_text") for n in range(1, 6))
    numbers = (Field(f"number_{n}", "number", least=0, most=100) for n in range(1, 6))
    dates = (Field(f"date_{n}", "date") for n in range(1, 4))
    yes_no = (Field(f"yes_no_{n}", "yes_no", required=True) for n in range(1, 5))
    choices = (Field(f"choice_{n}", "choice", choices=FIVE) for n in range(1, 4))
    return FormDocument(
        (Section("all", (*yes_no, *texts, *long_texts, *numbers, *dates, *choices)),)
    )


def words(document: FormDocument) -> dict[str, str]:
    """Labels and help for every question, as long as a person would write them."""
    texts = {"form.title": "Trettio frågor", "section.all.title": "Frågor"}
    for question in document.fields():
        texts[f"field.{question.key}.label"] = f"Fråga {question.key.replace('_', ' ')}"
        texts[f"field.{question.key}.help"] = "Skriv kort."
        for choice in question.choices:
            texts[f"field.{question.key}.choice.{choice.code}"] = (
                f"Svarsalternativ {choice.code[-1]}"
            )
    return texts


def posted() -> dict[str, list[str]]:
    """What a browser sends when about two thirds are answered."""
    sent = {f"text_{n}": [f"Ett svar med några ord, nummer {n}"] for n in range(1, 11)}
    sent |= {f"long_{n}": ["Ett längre svar. " * 12] for n in range(1, 4)}
    sent |= {f"number_{n}": [str(n * 7)] for n in range(1, 6)}
    sent |= {f"date_{n}": [f"2026-0{n}-15"] for n in range(1, 4)}
    sent |= {f"yes_no_{n}": ["yes"] for n in range(1, 5)}
    return sent | {f"choice_{n}": [f"choice_{n}"] for n in range(1, 3)}


def form_show(version: FormVersion) -> Measured:
    """Show the empty form, filled in with nothing yet."""
    page = Engine.get_default().from_string(PAGE)

    def ours() -> Work:
        return lambda: render(version, "sv")

    def reference() -> Work:
        return lambda: page.render(Context({"form": StockForm()}))

    return compare(
        "form_show", ours=ours, reference=reference, queries=count_queries(ours), times=40
    )


def form_store(version: FormVersion, user: User) -> Measured:
    """Check what was posted and store it, commit included."""
    sent = QueryDict(mutable=True)
    for name, values in posted().items():
        sent.setlist(name, values)
    document, texts = version.document(), version.texts("sv")

    def store_ours() -> None:
        with transaction.atomic():
            checked = check(document, texts, read(document, dict(sent.lists())))
            _must(checked.ok, checked.errors)
            record(version, answers=checked.answers, language="sv", by=user)

    def store_reference() -> None:
        with transaction.atomic():
            form = StockForm(sent)
            _must(form.is_valid(), form.errors)
            StockAnswers.objects.create(answers=form.cleaned_data, submitted_by=user)

    def ours() -> Work:
        return store_ours

    def reference() -> Work:
        return store_reference

    return compare(
        "form_store", ours=ours, reference=reference, queries=count_queries(ours), times=60
    )


def _must(fine: bool, why: object) -> None:
    """A benchmark of refusals would flatter whoever refuses faster."""
    if not fine:
        raise RuntimeError(f"the benchmark's answers were refused: {why}")
