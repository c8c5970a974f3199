"""The WSGI entry point of servers."""

import multiprocessing
import os
import signal
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.settings")


def end_with_the_server() -> None:
    """End this process when the server that started it is gone.

    A server that was killed cannot stop its processes; they would keep the address, and go on
    answering with old code beside those of the next server.
    """
    server = multiprocessing.parent_process()
    if server is None:
        return

    def watch() -> None:
        server.join()
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, name="end with the server", daemon=True).start()


application = get_wsgi_application()
end_with_the_server()
