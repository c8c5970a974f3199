"""Instruments in the administrators' part of the site: taken in as files, never typed; which cut-offs are used here."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.viewsets.model import ModelViewSet

from forms.instruments import sentences as say
from forms.instruments.importing import import_package
from forms.instruments.package import read_package
from forms.models import Instrument
from forms.written.plain import MOST_BYTES, BrokenFile


class PackageForm(WagtailAdminModelForm):
    """The file from the owner. Everything about an instrument stands in it."""

    package = forms.FileField(
        label=gettext_lazy("File from the owner"),
        help_text=gettext_lazy(
            "A package file (.yaml), at most 512 kB. Its form is published at once; what is here already"
            " stays as it is."
        ),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )

    class Meta:
        model = Instrument
        fields = ()

    def clean(self) -> dict[str, Any]:
        """Read the file and take it in: a file with a mistake leaves nothing behind."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        sent = cleaned.get("package")
        if sent is None:
            return cleaned
        try:
            self.instance = self._taken_in(sent.read(MOST_BYTES + 1))
        except BrokenFile as broken:
            self.add_error("package", str(broken))
        return cleaned

    def _taken_in(self, content: bytes) -> Instrument:
        package = read_package(content)
        if package.about is None:
            raise BrokenFile(say.no_instrument())
        _form, instrument = import_package(package, by=self.for_user)
        assert instrument is not None
        return instrument

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


class InstrumentViewSet(ModelViewSet):
    """The instruments that are known here, with owner, licence and checksum."""

    model = Instrument
    icon = "history"
    menu_label = gettext_lazy("Instruments")
    menu_order = 212
    add_to_admin_menu = True
    add_to_reference_index = False
    list_display = ("title", "code", "version", "owner", "locked")
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
