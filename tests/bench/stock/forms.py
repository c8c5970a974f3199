"""A hand-written form of thirty fields with conditions, and the table its answers go to."""

from django import forms
from django.core.exceptions import ValidationError

YES_NO = [("yes", "Ja"), ("no", "Nej")]
FIVE = [(f"choice_{n}", f"Svarsalternativ {n}") for n in range(1, 6)]
CONDITIONAL = {
    f"text_{n}": f"yes_no_{n}" for n in range(1, 5)
}  # asked when the question before says yes


def _fields() -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {}
    for n in range(1, 11):
        made[f"text_{n}"] = forms.CharField(
            label=f"Textfråga {n}", help_text="Skriv kort.", required=n > 4, max_length=200
        )
    for n in range(1, 6):
        made[f"long_{n}"] = forms.CharField(
            label=f"Lång fråga {n}", widget=forms.Textarea, required=False
        )
    for n in range(1, 6):
        made[f"number_{n}"] = forms.DecimalField(
            label=f"Antal {n}", min_value=0, max_value=100, required=False
        )
    for n in range(1, 4):
        made[f"date_{n}"] = forms.DateField(
            label=f"Datum {n}", required=False, input_formats=["%Y-%m-%d", "%d.%m.%Y"]
        )
    for n in range(1, 5):
        made[f"yes_no_{n}"] = forms.ChoiceField(
            label=f"Ja eller nej {n}", choices=YES_NO, widget=forms.RadioSelect
        )
    for n in range(1, 4):
        made[f"choice_{n}"] = forms.ChoiceField(
            label=f"Välj {n}", choices=FIVE, widget=forms.RadioSelect, required=False
        )
    return made


def _clean(self: forms.Form) -> dict:
    cleaned = forms.Form.clean(self) or self.cleaned_data
    for question, condition in CONDITIONAL.items():
        if cleaned.get(condition) != "yes":
            cleaned.pop(question, None)
        elif not cleaned.get(question):
            self.add_error(question, ValidationError("Svara på frågan."))
    return cleaned


StockForm = type("StockForm", (forms.Form,), {**_fields(), "clean": _clean})
