"""Which vendor-neutral concept a field of a batch job stands for, by its place in wire names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from batchschema.core import Pointer
from batchschema.importers.described import Described, rewritten

PLACES: Mapping[str, tuple[str, ...]] = {
    "id": ("/id",),
    "object_type": ("/object", "/type"),
    "display_name": ("/display_name", "/name"),
    "project_id": ("/project_id",),
    "endpoint": ("/endpoint",),
    "model": ("/model", "/model_id"),
    "agent_id": ("/agent_id",),
    "input_files": ("/input_files", "/input_file_id", "/input_file", "/input_dataset_id"),
    "output_file": ("/output_file", "/output_file_id", "/output_dataset_id"),
    "error_file": ("/error_file", "/error_file_id"),
    "outputs": ("/outputs",),
    "results_url": ("/results_url",),
    "metadata": ("/metadata",),
    "completion_window": ("/completion_window",),
    "status": ("/status", "/processing_status", "/state"),
    "progress": ("/progress",),
    "created_at": ("/created_at", "/create_time"),
    "started_at": ("/started_at", "/in_progress_at", "/start_time"),
    "finalizing_at": ("/finalizing_at",),
    "completed_at": ("/completed_at",),
    "ended_at": ("/ended_at", "/end_time"),
    "failed_at": ("/failed_at",),
    "expires_at": ("/expires_at",),
    "expired_at": ("/expired_at",),
    "cancel_requested_at": ("/cancelling_at", "/cancel_initiated_at"),
    "cancelled_at": ("/cancelled_at",),
    "archived_at": ("/archived_at",),
    "request_counts": ("/request_counts",),
    "total_requests": ("/total_requests", "/request_counts/total"),
    "pending_requests": ("/request_counts/processing",),
    "completed_requests": ("/completed_requests",),
    "succeeded_requests": (
        "/succeeded_requests",
        "/request_counts/completed",
        "/request_counts/succeeded",
    ),
    "failed_requests": ("/failed_requests", "/request_counts/failed", "/request_counts/errored"),
    "cancelled_requests": ("/request_counts/canceled", "/request_counts/cancelled"),
    "expired_requests": ("/request_counts/expired",),
    "errors": ("/errors",),
    "error_list_type": ("/errors/object",),
    "error_list": ("/errors/data",),
    "error_message": ("/errors/*/message", "/errors/data/*/message"),
    "error_code": ("/errors/*/code", "/errors/data/*/code"),
    "error_param": ("/errors/*/param", "/errors/data/*/param"),
    "error_line": ("/errors/*/line", "/errors/data/*/line"),
    "error_count": ("/errors/*/count", "/errors/data/*/count"),
    "usage": ("/usage",),
}
"""By concept the places where vendors keep it; where a document has several, the first is meant."""


def with_concepts(root: Described) -> Described:
    """Name the concept of each place that stands for one; none is named twice."""
    known = {str(pointer) for pointer, _ in root.walk()}
    named = {}
    for concept, places in PLACES.items():
        place = next((place for place in places if place in known), None)
        if place is not None:
            named[place] = concept

    def name(pointer: Pointer, node: Described) -> Described:
        return replace(node, concept=named.get(str(pointer)))

    return rewritten(root, name)
