"""``python -m tests.failures.counter_cut_off``: the hall's counter, whose worker dies at a moment (``power.py``).

Moments: each file put in its place or removed, each commit, and each answer before it leaves. gunicorn begins another
worker, as it would after any death. The hall's file is named by HALL_CONFIG, as for any of its programs.
"""

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from hall.process import begin
from tests.failures.power import Power


def serve(config: Path) -> None:
    """Until SIGTERM."""
    begin(config, "hall.counter.settings")
    from django.db.backends.signals import connection_created  # noqa: PLC0415  (after Django is set up)

    from hall.counter.server import CounterServer  # noqa: PLC0415
    from hall.counter.start import checked  # noqa: PLC0415
    from hall.counter.sweeping import begin_sweeping  # noqa: PLC0415
    from hall.here import credentials, machine  # noqa: PLC0415

    power = Power(config.parent)

    def traced(connection: Any, **_: object) -> None:
        if threading.current_thread().name != "sweeping":  # its commits come by the clock, not by who applies
            connection.connection.set_trace_callback(power.statement)

    class CutOffServer(CounterServer):
        """Its answers are moments."""

        def load(self) -> Any:
            pages = config.parent / "pages"
            power.watch_files({"a part": pages / "uploads", "a page": pages})
            return answering(super().load(), power)

    connection_created.connect(traced, weak=False)
    CutOffServer(checked(machine(), credentials()), begin_sweeping).run()


def answering(application: Callable[..., Iterable[bytes]], power: Power) -> Callable[..., Iterable[bytes]]:
    """The application; between its last commit and its answer the power may go."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        told = application(environ, start_response)
        power.committed()
        if environ["PATH_INFO"] != "/health":
            power.moment(f"before the answer to {environ['REQUEST_METHOD']} {environ['PATH_INFO'].split('/')[3]}")
        return told

    return answer


if __name__ == "__main__":
    serve(Path(os.environ["HALL_CONFIG"]))
