"""How a question reaches the browser: as a block whose settings are drawn when somebody opens them."""

from django import forms
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter

from forms.blocks.form import Keyed
from forms.blocks.settings import RecipeBlock


class QuestionAdapter(StructBlockAdapter):
    """Questions and sections are Wagtail's own blocks, with lighter settings."""

    js_constructor = "forms.blocks.Question"

    @property
    def media(self) -> forms.Media:
        scripts = [
            versioned_static("wagtailadmin/js/telepath/blocks.js"),
            "forms/editor_blocks.js",
        ]
        return forms.Media(js=scripts)


register(QuestionAdapter(), Keyed)
register(QuestionAdapter(), RecipeBlock)
