"""Letters to people who work here. They travel in the open, so they never name anybody."""

from django.conf import settings
from django.core.mail import send_mail
from django.tasks import task
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User


@task
def remind(user_pk: int) -> bool:
    """Send somebody a letter that something waits for them. It names nobody: letters travel in the open.

    returns   whether a letter was sent
    """
    user = User.objects.filter(pk=user_pk, is_active=True).exclude(email="").first()
    if user is None:
        return False
    with translation.override(user.language):
        subject = _("A task is waiting for you")
        text = _("A task is waiting for you in %(address)s. Sign in to read it.") % {
            "address": f"{settings.BASE_URL}/work/"
        }
        send_mail(subject, text, None, [user.email])
    return True
