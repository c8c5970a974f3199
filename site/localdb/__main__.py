"""`python -m localdb start|stop|remove|address [FOLDER]`: the embedded server by hand."""

import os
import sys
from pathlib import Path

from localdb.cluster import Cluster

PROJECT = Path(__file__).resolve().parents[2]
# As `stegvis.env` reads it: this module may import nothing of ours, so that it runs without settings.
FOLDER = os.environ.get("STEGVIS_FOLDER", "").strip()


def main(word: str = "address", folder: str = "") -> None:
    """Do one thing to the server of `folder`, by default the one that STEGVIS_FOLDER names, else the project's own."""
    cluster = Cluster(Path(folder or FOLDER or PROJECT / ".stegvis"))
    if word == "start":
        cluster.ensure()
    elif word == "stop":
        cluster.stop()
    elif word == "remove":
        cluster.remove()
    elif word == "address":
        address = cluster.address()
        print(f"host={address['host']} user={address['user']} password={address['password']}")  # noqa: T201  the answer
    else:
        sys.exit("Say one of: start, stop, remove, address.")


if __name__ == "__main__":
    main(*sys.argv[1:])
