"""A dashboard with a store of its own, and how much memory it takes."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import TracebackType

import psutil

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds for the server to answer
QUIET = 3.0  # seconds for what it does after an answer, before its memory is read


class Server:
    """A running dashboard, on a free port of this machine."""

    def __init__(self, folder: str | Path, **settings: str) -> None:
        self.port, self.log = free_port(), Path(folder) / f"log-{time.monotonic_ns()}.txt"
        self.address = f"http://127.0.0.1:{self.port}"
        options = {"port": self.port, "address": "127.0.0.1", "headless": "true"}
        told = [
            each for name, value in options.items() for each in (f"--server.{name}", str(value))
        ]
        usual = {"LODESTONE_DATABASE_URL": f"sqlite:///{folder}/studies.db", "LODESTONE_MODE": ""}
        with self.log.open("w") as stream:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "dashboard/server.py", *told],
                cwd=ROOT,
                env=os.environ | usual | settings,
                stdout=stream,
                stderr=stream,
            )

        self.watched = psutil.Process(self.process.pid)

    def wait(self) -> None:
        """Wait until it answers."""
        last = time.monotonic() + PATIENCE
        while time.monotonic() < last and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=1):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(self.log.read_text(encoding="utf-8"))

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    @property
    def mib(self) -> float:
        """Memory that it holds, once it is quiet, in MiB."""
        time.sleep(QUIET)
        return float(self.watched.memory_info().rss) / 2**20

    def __enter__(self) -> "Server":
        try:
            self.wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
