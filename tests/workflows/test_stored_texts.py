"""A workflow that was stored before a text was added is still translated: no text is ever None."""

import pytest
from wagtail import blocks

from forms.blocks import FormBlocks
from tests.forms.test_versions_translation import leaves
from workflows.blocks import WorkflowBlocks


@pytest.mark.parametrize("schema", [WorkflowBlocks, FormBlocks])
def test_every_text_has_a_default_that_can_be_translated(schema):
    texts = {
        path: block.get_default()
        for path, block in leaves(schema())
        if isinstance(block, blocks.CharBlock | blocks.TextBlock)
        and not hasattr(block, "get_translatable_segments")
    }

    assert len(texts) > 10
    assert {path for path, default in texts.items() if default is None} == set()
