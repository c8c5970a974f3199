"""What a round of an anonymous survey came to, once it is over and enough have answered."""

from dataclasses import dataclass

from forms.access import Sight
from forms.answers import shown
from forms.answers.erasing import kept_counts
from forms.answers.figures import Figure, add_kept, count, figures_of
from forms.answers.searching import WORDY
from forms.models import AnonymousAnswer, Campaign


@dataclass(frozen=True, slots=True)
class Results:
    """The charts of a round; none when too few have answered."""

    total: int
    least: int
    charts: list[shown.Chart]

    @property
    def undrawn(self) -> list[shown.Chart]:
        """Questions of which only how many answered is said."""
        return shown.undrawn(self.charts)

    @property
    def too_few(self) -> bool:
        return self.total < self.least


def results_of(campaign: Campaign, language: str) -> Results:
    """Count a round. What people wrote in their own words stands apart from everything else they answered."""
    document = campaign.version.document()
    texts = campaign.version.texts(language)
    least = campaign.definition.smallest_shown
    figures = figures_of([document], Sight())
    kept = AnonymousAnswer.objects.filter(campaign=campaign)
    given = list(kept.values_list("answers", flat=True))
    total = count(figures, given) + add_kept(figures, kept_counts(campaign.definition, campaign))
    if total < least:
        return Results(total, least, [])
    for figure in figures:
        figure.passed = total - figure.answered if figure.some else 0
    charts = [
        shown.chart(figure, texts, least=least, said=_own_words(figure, given, least))
        for figure in figures
    ]
    return Results(total, least, charts)


def _own_words(figure: Figure, given: list[dict[str, object]], least: int) -> list[str]:
    """What was written to one question, in alphabetical order, so that no two answers can be put together."""
    if figure.question.kind not in WORDY or figure.answered < least:
        return []
    if 0 < figure.passed < least and figure.question.required:
        return []  # there are as many texts as people who were asked
    said = (str(answers[figure.path]) for answers in given if answers.get(figure.path))
    return sorted(said, key=str.casefold)
