"""The charts of one form: drawings first, and what is not drawn in one table at the end."""

import pytest
from django.urls import reverse

from tests.factories.answers import give

pytestmark = pytest.mark.django_db


def test_questions_that_are_not_drawn_stand_together_after_those_that_are(helmi, version):
    give(version, name="Aino", mood="good")

    page = helmi.get(reverse("answers:summary", args=[version.definition_id]))

    drawn = {chart.title for chart in page.context["charts"]} - {
        chart.title for chart in page.context["undrawn"]
    }
    shown = page.content.decode()
    assert {"Mood", "Came"} >= drawn > set()
    assert "Name" in {chart.title for chart in page.context["undrawn"]}
    assert shown.index("Frågor utan diagram") > max(shown.index(title) for title in drawn)
