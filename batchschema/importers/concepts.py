"""Which vendor-neutral concept a field of a batch job stands for, by its place in wire names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from batchschema.core import Pointer
from batchschema.importers.described import Described, rewritten

PLACES: Mapping[str, tuple[str, ...]] = {
    "id": ("/id", "/jobArn", "/name"),
    "object_type": ("/object", "/type", "/@type"),
    "display_name": ("/display_name", "/displayName", "/jobName", "/name"),
    "project_id": ("/project_id",),
    "endpoint": ("/endpoint",),
    "model": ("/model", "/model_id", "/modelId"),
    "agent_id": ("/agent_id",),
    "input_files": (
        "/input_files",
        "/input_file_id",
        "/input_file",
        "/input_dataset_id",
        "/inputDatasetId",
        "/inputConfig/fileName",
        "/src/fileName",
        "/inputDataConfig/s3InputDataConfig/s3Uri",
    ),
    "input_bytes": ("/file_size_bytes",),
    "output_file": (
        "/output_file",
        "/output_file_id",
        "/output_dataset_id",
        "/outputDatasetId",
        "/output/responsesFile",
        "/dest/fileName",
        "/outputDataConfig/s3OutputDataConfig/s3Uri",
    ),
    "error_file": ("/error_file", "/error_file_id"),
    "outputs": ("/outputs",),
    "results_url": ("/results_url",),
    "metadata": ("/metadata",),
    "completion_window": ("/completion_window", "/timeoutDurationInHours"),
    "status": ("/state", "/processing_status", "/status"),
    "status_message": ("/status_reason", "/message", "/status/message"),
    "progress": ("/progress", "/jobProgress/percent"),
    "created_by": ("/created_by", "/createdBy", "/creator_id", "/user_id"),
    "created_at": ("/created_at", "/create_time", "/createTime", "/submitTime"),
    "updated_at": ("/updated_at", "/update_time", "/updateTime", "/lastModifiedTime"),
    "started_at": ("/started_at", "/in_progress_at", "/start_time", "/startTime"),
    "finalizing_at": ("/finalizing_at",),
    "completed_at": ("/completed_at",),
    "ended_at": ("/ended_at", "/end_time", "/endTime"),
    "failed_at": ("/failed_at",),
    "expected_completion_at": ("/expected_completion_at",),
    "expires_at": ("/expires_at", "/job_deadline", "/jobExpirationTime"),
    "expired_at": ("/expired_at",),
    "cancel_requested_at": ("/cancelling_at", "/cancel_initiated_at"),
    "cancelled_at": ("/cancelled_at",),
    "archived_at": ("/archived_at",),
    "request_counts": ("/request_counts", "/batchStats", "/jobProgress", "/completionStats"),
    "total_requests": (
        "/total_requests",
        "/request_counts/total",
        "/batchStats/requestCount",
        "/jobProgress/totalInputRequests",
        "/totalRecordCount",
        "/num_records",
    ),
    "pending_requests": (
        "/request_counts/processing",
        "/batchStats/pendingRequestCount",
        "/completionStats/incompleteCount",
    ),
    "completed_requests": (
        "/completed_requests",
        "/jobProgress/totalProcessedRequests",
        "/processedRecordCount",
    ),
    "succeeded_requests": (
        "/succeeded_requests",
        "/request_counts/completed",
        "/request_counts/succeeded",
        "/batchStats/successfulRequestCount",
        "/completionStats/successfulCount",
        "/jobProgress/successfullyProcessedRequests",
        "/successRecordCount",
        "/num_successful_records",
    ),
    "failed_requests": (
        "/failed_requests",
        "/request_counts/failed",
        "/request_counts/errored",
        "/batchStats/failedRequestCount",
        "/completionStats/failedCount",
        "/jobProgress/failedRequests",
        "/errorRecordCount",
        "/num_failed_records",
    ),
    "cancelled_requests": ("/request_counts/canceled", "/request_counts/cancelled"),
    "expired_requests": ("/request_counts/expired",),
    "errors": ("/errors", "/error"),
    "error_list_type": ("/errors/object",),
    "error_list": ("/errors/data",),
    "error_message": ("/errors/*/message", "/errors/data/*/message", "/error/message"),
    "error_code": ("/errors/*/code", "/errors/data/*/code", "/error/code", "/status/code"),
    "error_param": ("/errors/*/param", "/errors/data/*/param"),
    "error_line": ("/errors/*/line", "/errors/data/*/line"),
    "error_count": ("/errors/*/count", "/errors/data/*/count"),
    "usage": ("/usage",),
    "input_tokens": ("/usage/input_tokens", "/input_tokens", "/jobProgress/inputTokens"),
    "output_tokens": ("/usage/output_tokens", "/output_tokens", "/jobProgress/outputTokens"),
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
