"""What a form shows without asking, and questions that repeat. Pure."""

from collections.abc import Iterator

from forms import editor_sentences as say
from forms.document import Field
from forms.kinds.kind import LIMITED, SHOWING, Kind
from forms.kinds.writing import crossed

MOST_ROWS = 100  # whatever a form says


class Guidance(Kind):
    """A heading with a text."""

    name = "guidance"
    asks = False
    operators = frozenset()
    settings = SHOWING


class Stop(Guidance):
    """Where one cannot go on: when its condition holds, the form says why and is not sent."""

    name = "stop"

    def limits(self, question: Field, named: str) -> Iterator[str]:
        if question.visible_if is None:
            yield say.stop_without_condition(named)


class Known(Kind):
    """Something the case already knows, shown as it is."""

    name = "known"
    asks = False
    operators = frozenset()
    settings = SHOWING | {"prefill"}

    def limits(self, question: Field, named: str) -> Iterator[str]:
        if not question.prefill:
            yield say.known_without_fact(named)


class Group(Kind):
    """Questions that repeat, such as goals or family members."""

    name = "group"
    settings = LIMITED | {"items"}
    words = ("row",)

    def limits(self, question: Field, named: str) -> Iterator[str]:
        yield from crossed(question, named)
        if max(question.least or 0, question.most or 0) > MOST_ROWS:
            yield say.too_many_rows(named, MOST_ROWS)
