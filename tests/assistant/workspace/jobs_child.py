"""Run by the tests of the runner in a process of its own: own a home, submit uploads where there are any, do jobs.

    python -P jobs_child.py HOME [FILE...]

It prints the job's number, and goes on until it is killed or no job is left.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from assistant.workspace.jobs import running_jobs, upload_job
from assistant.workspace.uploads import Uploads
from ingest.home import open_home
from ingest.records import EVERYONE
from ingest.settings import Settings


def main(home: Path, files: list[Path]) -> None:
    settings = Settings.from_environment({}, home)
    with open_home(settings, wait_for_index=True) as opened, running_jobs(opened) as runner:
        if files:
            with Uploads(settings).receive("张三") as batch:
                for file in files:
                    batch.begin(file.name)
                    batch.write(file.read_bytes())
                    batch.finish()
                print(runner.submit(upload_job("张三", batch, EVERYONE)).id, flush=True)
        while opened.library.jobs.unfinished():
            time.sleep(0.01)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(file) for file in sys.argv[2:]])
