"""Anonymous surveys. Nothing here leads from an answer to a person, and nothing ever may.

`site/docs/anonymous-surveys.md` says what is promised, how, and what it does not protect against.
A test walks the schema: the table of answers has no column for a person, a link or a time.
"""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forms.models.definition import FormDefinition
from forms.models.version import FormVersion


class Campaign(models.Model):
    """One round of an anonymous survey: the version that is asked, and until when."""

    definition = models.ForeignKey(
        FormDefinition, models.PROTECT, related_name="campaigns", verbose_name=_("form")
    )
    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="+")
    title = models.CharField(_("name"), max_length=200)
    closes_on = models.DateField(_("last day to answer"))
    closed_on = models.DateField(null=True, blank=True, editable=False)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    begun_on = models.DateField(auto_now_add=True)
    erased_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("survey round")
        verbose_name_plural = _("survey rounds")
        ordering = ["-begun_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class CampaignGroup(models.Model):
    """Those who are asked together, and are counted together.

    on_paper   how many were asked on paper, without a link
    handed     how many were asked in their cases, with a link that is written down nowhere or on paper
    answered   how many have answered; the answers themselves do not say to which group they belong
    told       how many had answered last night: all that is said while the round is open
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="groups")
    name = models.CharField(_("group"), max_length=100)
    on_paper = models.PositiveIntegerField(default=0)
    handed = models.PositiveIntegerField(default=0, editable=False)
    answered = models.PositiveIntegerField(default=0)
    told = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="forms_group_once")
        ]

    def __str__(self) -> str:
        return self.name


class Ticket(models.Model):
    """The right to answer once. It belongs to nobody: whom the link was given to is not kept.

    token_hash   of the link; random, so its order says nothing. No time: not when it was made, not when it was spent.
    """

    token_hash = models.CharField(primary_key=True, max_length=64)
    group = models.ForeignKey(CampaignGroup, models.CASCADE, related_name="tickets")
    spent = models.BooleanField(default=False)


class AnonymousAnswer(models.Model):
    """What somebody answered. There is no more to know: no person, no group, no link, no language, no time."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="answers")
    answers = models.JSONField()


class SealedBox(models.Model):
    """Where answers wait that were asked for in cases: one sealed row for a whole round, `forms.answers.sealing`.

    Nobody reads in the database how many wait, which links are used or what was answered: not even that
    somebody answered. It is written anew every night, whether or not something has come.
    """

    campaign = models.OneToOneField(Campaign, models.CASCADE, primary_key=True, related_name="box")
    sealed = models.TextField()


class KeptCount(models.Model):
    """What erased answers counted: how many chose what, so that statistics stay when persons go."""

    definition = models.ForeignKey(FormDefinition, models.CASCADE, related_name="+")
    campaign = models.ForeignKey(Campaign, models.CASCADE, null=True, related_name="+")
    path = models.CharField(max_length=200)
    value = models.CharField(max_length=200)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["definition", "campaign", "path", "value"],
                name="forms_kept_count_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="forms_kept_count_some", condition=Q(count__gte=1)),
        ]
