"""What the operating system knows about one process."""

import shutil
import subprocess
from pathlib import Path


def is_running_postgres(pid: int) -> bool:
    """Whether `pid` is a living PostgreSQL: neither gone, nor a zombie, nor another program."""
    status = Path(f"/proc/{pid}/stat")
    if Path("/proc/self/stat").exists():
        try:
            name, _, rest = status.read_text().partition("(")[2].rpartition(")")
        except (FileNotFoundError, ProcessLookupError):
            return False
        return name.startswith("postgres") and not rest.split()[0].startswith(("Z", "X"))
    ps = shutil.which("ps") or "/bin/ps"
    told = subprocess.run(  # noqa: S603  a fixed program and a number
        [ps, "-o", "stat=,comm=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.strip()
    return "postgres" in told and not told.startswith("Z")
