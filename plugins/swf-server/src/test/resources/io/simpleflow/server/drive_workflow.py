"""Drives a workflow from its start to its end with boto3, as decider and worker; prints the result."""
import sys

import boto3
from botocore.config import Config

swf = boto3.client(
    "swf",
    endpoint_url=sys.argv[1],
    region_name="us-east-1",
    aws_access_key_id="any",
    aws_secret_access_key="any",
    config=Config(retries={"max_attempts": 0}, read_timeout=70),
)

swf.register_domain(name="py", workflowExecutionRetentionPeriodInDays="1")
try:
    swf.register_domain(name="py", workflowExecutionRetentionPeriodInDays="1")
    sys.exit("registered twice")
except swf.exceptions.DomainAlreadyExistsFault:
    pass
swf.register_workflow_type(
    domain="py",
    name="w",
    version="1",
    defaultTaskList={"name": "decisions"},
    defaultChildPolicy="TERMINATE",
    defaultTaskStartToCloseTimeout="60",
    defaultExecutionStartToCloseTimeout="600",
)
swf.register_activity_type(
    domain="py",
    name="double",
    version="1",
    defaultTaskList={"name": "activities"},
    defaultTaskScheduleToStartTimeout="NONE",
    defaultTaskScheduleToCloseTimeout="NONE",
    defaultTaskStartToCloseTimeout="60",
    defaultTaskHeartbeatTimeout="NONE",
)
run_id = swf.start_workflow_execution(
    domain="py", workflowId="one", workflowType={"name": "w", "version": "1"}, tagList=["python"]
)["runId"]


def decide(*decisions):
    task = swf.poll_for_decision_task(domain="py", taskList={"name": "decisions"}, identity="decider")
    swf.respond_decision_task_completed(taskToken=task["taskToken"], decisions=list(decisions))
    return task["events"]


decide(
    {
        "decisionType": "ScheduleActivityTask",
        "scheduleActivityTaskDecisionAttributes": {
            "activityId": "1",
            "activityType": {"name": "double", "version": "1"},
            "input": "21",
        },
    }
)
task = swf.poll_for_activity_task(domain="py", taskList={"name": "activities"}, identity="worker")
if swf.record_activity_task_heartbeat(taskToken=task["taskToken"])["cancelRequested"]:
    sys.exit("cancel requested")
swf.respond_activity_task_completed(taskToken=task["taskToken"], result=str(2 * int(task["input"])))
events = decide({"decisionType": "RecordMarker", "recordMarkerDecisionAttributes": {"markerName": "m"}})
results = [e["activityTaskCompletedEventAttributes"]["result"] for e in events
           if e["eventType"] == "ActivityTaskCompleted"]
swf.signal_workflow_execution(domain="py", workflowId="one", signalName="end")
decide(
    {
        "decisionType": "CompleteWorkflowExecution",
        "completeWorkflowExecutionDecisionAttributes": {"result": results[0]},
    }
)
info = swf.describe_workflow_execution(domain="py", execution={"workflowId": "one", "runId": run_id})
pages = swf.get_paginator("get_workflow_execution_history").paginate(
    domain="py", execution={"workflowId": "one", "runId": run_id}, maximumPageSize=3
)
last = [event for page in pages for event in page["events"]][-1]
print(info["executionInfo"]["closeStatus"], last["workflowExecutionCompletedEventAttributes"]["result"])
