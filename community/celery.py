"""Worker and timetable: the one Celery application of the house."""

import logging
import os
from pathlib import Path

from celery import Celery
from celery.signals import task_postrun, task_prerun
from django.db import close_old_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings.production")

app = Celery("kring")
app.set_default()  # for every thread: a request may hand over a task before any worker has started
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
logging.getLogger("kombu.connection").setLevel(logging.ERROR)  # it would warn that a folder has no host name


@app.on_after_configure.connect
def _make_queue_folders(sender: Celery, **kwargs: object) -> None:
    """The embedded queue is a folder of files; Celery expects it to exist."""
    for name, folder in (sender.conf.broker_transport_options or {}).items():
        if name in ("data_folder_in", "data_folder_out", "control_folder"):
            Path(folder).mkdir(parents=True, exist_ok=True)


def _fresh_connections(*, task: object = None, **kwargs: object) -> None:
    """A worker's thread lives long: a connection that broke is left behind between two tasks."""
    if not getattr(getattr(task, "request", None), "is_eager", False):
        close_old_connections()


task_prerun.connect(_fresh_connections)
task_postrun.connect(_fresh_connections)
