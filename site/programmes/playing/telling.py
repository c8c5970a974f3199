"""A story told while it is played: one quiet line for each step."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.words import language
from programmes.playing.play import DONE, PASSED, Played, Playing, subject
from programmes.shapes.story import StepShape

Write = Callable[[str], object]


class Teller:
    """Tells a story to somebody who reads a terminal."""

    def __init__(self, playing: Playing, write: Write) -> None:
        self.playing = playing
        self.write = write
        self.phase = ""
        self.texts = playing.programme.current_version().texts(language())

    def step(self, played: Played) -> None:
        """Tell one step, and the phase when a new one begins."""
        if not self.playing.played[1:]:
            self.title()
        step = played.step
        who = self.playing.cast.person(step.role).display_name if step.role else ""
        line = f"{step.day:>5}  {step.id:<5} {self.what(step)}"
        self.write(f"{line} · {who}" if who else line)
        if played.result not in (DONE, PASSED):
            self.write(f"{'':>13}{self.refused(played)}")
        if played.phase != self.phase:
            self.phase = played.phase
            self.write(f"{'':>13}→ {self.texts.get(f'phase.{self.phase}.title', self.phase)}")

    def title(self) -> None:
        story = self.playing.story.title
        self.write("")
        self.write(getattr(story, language(), "") or story.sv)
        self.write(f"{_('day'):>5}")

    def what(self, step: StepShape) -> str:
        """Say what was done in the words of the story, else of the workflow."""
        if step.title:
            return getattr(step.title, language(), "") or step.title.sv
        if asked := step.link or step.outside:
            sentence = (
                _("Asked outside: %(step)s") if step.link else _("Answered outside: %(step)s")
            )
            title = self.texts.get(f"step.{asked.step}.title", asked.step)
            return ", ".join(filter(None, (sentence % {"step": title}, asked.name)))
        key = subject(step).rpartition(":")[2]
        named = (f"step.{key}.title", f"event.{key}.title", f"obligation.{key}.title")
        said = next((self.texts[name] for name in named if name in self.texts), "")
        if written := step.contact or step.note:
            return written.title
        return said or key or _("Time passes.")

    def refused(self, played: Played) -> str:
        return _("refused, as expected (%(name)s)") % {
            "name": played.result.removeprefix("refused: ")
        }

    def end(self) -> None:
        """Tell how it ended."""
        report = self.playing.summary
        outcome = self.texts.get(f"outcome.{report['outcome']}.title", report["outcome"])
        owed = report["obligations"]
        self.write("")
        if outcome:
            self.write(_("Ended: %(outcome)s.") % {"outcome": outcome})
        else:
            count = len(report["open_tasks"])
            self.write(
                ngettext("Going on, %(count)s task open.", "Going on, %(count)s tasks open.", count)
                % {"count": count}
            )
        self.write(
            _("Obligations: %(met)s met, %(late)s late, %(missed)s missed.")
            % {"met": owed["met"], "late": owed["late"], "missed": owed["missed"]}
        )
