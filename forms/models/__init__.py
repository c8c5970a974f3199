"""Forms in the database: definition, version with words, submission, and what becomes of the answers."""

from forms.models.answers import Export, ExportDownload, FormReader, Seen, SeenUntil
from forms.models.attachment import Attachment
from forms.models.code_list import CodeList
from forms.models.definition import FormDefinition
from forms.models.draft import FormDraft
from forms.models.field_group import FieldGroup
from forms.models.field_group_version import FieldGroupText, FieldGroupVersion
from forms.models.instrument import Instrument, Measurement
from forms.models.link import FormLink
from forms.models.retention import Erasure, RetentionRun
from forms.models.submission import Submission
from forms.models.survey import (
    AnonymousAnswer,
    Campaign,
    CampaignGroup,
    KeptCount,
    SealedBox,
    Ticket,
)
from forms.models.tally import Tally
from forms.models.tryout import TryOut
from forms.models.version import FormText, FormVersion

__all__ = [
    "AnonymousAnswer",
    "Attachment",
    "Campaign",
    "CampaignGroup",
    "CodeList",
    "Erasure",
    "Export",
    "ExportDownload",
    "FieldGroup",
    "FieldGroupText",
    "FieldGroupVersion",
    "FormDefinition",
    "FormDraft",
    "FormLink",
    "FormReader",
    "FormText",
    "FormVersion",
    "Instrument",
    "KeptCount",
    "Measurement",
    "RetentionRun",
    "SealedBox",
    "Seen",
    "SeenUntil",
    "Submission",
    "Tally",
    "Ticket",
    "TryOut",
]
