"""Letters to people about their own work. They travel in the open: no client is named, and no colleague."""

from django.conf import settings
from django.core.mail import send_mail
from django.tasks import task
from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import Absence


@task
def tell_substitute(absence_pk: int) -> bool:
    """Write to somebody that they stand in for a colleague, from which day to which.

    returns   whether a letter was sent: not when the absence has been taken back since
    """
    absence = Absence.objects.select_related("substitute").filter(pk=absence_pk).first()
    reader = absence.substitute if absence else None
    if absence is None or reader is None or not reader.email or not reader.is_active:
        return False
    words = {
        "first": absence.starts_on,
        "last": absence.ends_on,
        "link": f"{settings.BASE_URL}/work/",
    }
    with translation.override(reader.language):
        subject = render_to_string("accounts/email/stands_in_subject.txt", words).strip()
        message = render_to_string("accounts/email/stands_in_message.txt", words)
    send_mail(subject, message, None, [reader.email])
    return True
