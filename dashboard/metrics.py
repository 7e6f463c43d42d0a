"""What a server counts of itself, for Prometheus; no name of anything that anybody has made.

The counts are of this process. Memory and processor time are there where the system tells them.
"""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

KIND = "text/plain; version=0.0.4; charset=utf-8"

disable_created_metrics()  # type: ignore[no-untyped-call]
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

SESSIONS = Gauge("lodestone_sessions", "Pages that are open now.", registry=REGISTRY)
EVALUATION = Histogram(
    "lodestone_evaluation_seconds",
    "Time to evaluate a study whose results were not kept.",
    buckets=(0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
    registry=REGISTRY,
)
STORE_ERRORS = Counter(
    "lodestone_store_errors", "Times that the store of saved studies failed.", registry=REGISTRY
)
FAULTS = Counter(
    "lodestone_faults", "Faults of its own that a page or a job met.", registry=REGISTRY
)
JOBS = Gauge(
    "lodestone_jobs",
    "Long work now: waiting, running, or given up and not yet ended.",
    ["state"],
    registry=REGISTRY,
)
JOBS_ENDED = Counter(
    "lodestone_jobs_ended",
    "Long work that has ended: done, cancelled, refused, failed, or out of time.",
    ["how"],
    registry=REGISTRY,
)
JOB = Histogram(
    "lodestone_job_seconds",
    "Time that long work took once it had begun.",
    buckets=(0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600),
    registry=REGISTRY,
)
HEALTHY = Gauge(
    "lodestone_healthy", "Whether a part works: 1 or 0, as last asked.", ["part"], registry=REGISTRY
)


def text() -> bytes:
    """Write all counts in the text format of Prometheus."""
    return generate_latest(REGISTRY)
