"""Instruments in the administrators' part of the site: taken in as files, never typed; which cut-offs are used here."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views.generic import CreateView, DeleteView
from wagtail.admin.viewsets.model import ModelViewSet

from forms.instruments import sentences as say
from forms.instruments.arranging import Chosen
from forms.instruments.extended import InTheWay
from forms.instruments.importing import take_in
from forms.instruments.package import read_package
from forms.library.staying import why_instrument_stays
from forms.models import Instrument
from forms.written.plain import MOST_BYTES, BrokenFile


class PackageForm(WagtailAdminModelForm):
    """The file from the owner. Everything about an instrument stands in it.

    What is below the file is asked for only when something here is in its way; the refusal stands beside the answer.
    """

    package = forms.FileField(
        label=gettext_lazy("File from the owner"),
        help_text=gettext_lazy(
            "A package file (.yaml), at most 512 kB. Its form is published at once. What is here already stays: what"
            " was added to the form since it came, and what was reworded."
        ),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )
    short_name = forms.SlugField(
        label=gettext_lazy("Another short name"),
        required=False,
        max_length=60,
        help_text=gettext_lazy(
            "When another form has the short name that the file gives its form."
        ),
    )
    as_version = forms.CharField(
        label=gettext_lazy("As a later version"),
        required=False,
        max_length=20,
        help_text=gettext_lazy(
            "When the instrument is here in the same version and says something else. The series of those who were"
            " measured before goes on."
        ),
    )
    rename_keys = forms.BooleanField(
        label=gettext_lazy("New keys for its questions where theirs are taken"),
        required=False,
        help_text=gettext_lazy("The list of old and new keys is shown."),
    )

    class Meta:
        model = Instrument
        fields = ()

    def clean(self) -> dict[str, Any]:
        """Read the file and take it in: a file with a mistake leaves nothing behind."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        sent = cleaned.get("package")
        if sent is None or self.errors:
            return cleaned
        try:
            self.instance = self._taken_in(sent.read(MOST_BYTES + 1), cleaned)
        except InTheWay as held:
            self.add_error(held.choice, str(held))
        except BrokenFile as broken:
            self.add_error("package", str(broken))
        return cleaned

    def _taken_in(self, content: bytes, said: dict[str, Any]) -> Instrument:
        package = read_package(content)
        if package.about is None:
            raise BrokenFile(say.no_instrument())
        chosen = Chosen(said["short_name"].lower(), said["as_version"], said["rename_keys"])
        self.taken = take_in(package, by=self.for_user, chosen=chosen)
        assert self.taken.instrument is not None
        return self.taken.instrument

    def _post_clean(self) -> None:
        """Nothing was typed that the model could judge."""

    def save(self, commit: bool = True) -> Instrument:  # noqa: FBT001, FBT002  Django's signature
        """It was stored when the file was read."""
        instrument: Instrument = self.instance
        return instrument


class CutOffForm(forms.ModelForm):
    """Which cut-offs are used here, among those that the owner gives."""

    band_set = forms.ChoiceField(label=gettext_lazy("Cut-offs used here"), required=False)

    class Meta:
        model = Instrument
        fields = ("band_set",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        own = ("", _("The scale's own"))
        choices = [own, *((name, name) for name in sorted(self.instance.band_sets))]
        self.fields["band_set"].choices = choices  # type: ignore[attr-defined]


class TakeInView(CreateView):
    """Takes a file in, and says which keys are other ones here."""

    def get_success_message(self, instance: Instrument) -> str:
        said = super().get_success_message(instance)
        new = self.form.taken.renamed
        return " ".join([said, say.new_keys(new.lines)]) if new else said


class InstrumentDeleteView(DeleteView):
    """Only what nobody uses goes: a locked scale that is deleted could come back reworded under its own name."""

    def run_before_hook(self) -> HttpResponse | None:
        """Lead back to the list with the reason."""
        sentence = why_instrument_stays(self.object)
        if not sentence:
            return None
        messages.error(self.request, sentence)
        return redirect(self.get_success_url())


class InstrumentViewSet(ModelViewSet):
    """The instruments that are known here, with owner, licence and checksum."""

    model = Instrument
    delete_view_class = InstrumentDeleteView
    icon = "history"
    menu_label = gettext_lazy("Instruments")
    menu_order = 212
    add_to_admin_menu = True
    add_to_reference_index = False
    list_display = ("title", "code", "version", "owner", "locked")
    add_view_class = TakeInView
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = (
        "title",
        "code",
        "version",
        "owner",
        "licence_here",
        "source",
        "locked",
        "band_set",
        "sha256",
        "imported_at",
    )

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:  # noqa: FBT001, FBT002  Wagtail's signature
        """A file to begin with, the cut-offs afterwards."""
        return CutOffForm if for_update else PackageForm
