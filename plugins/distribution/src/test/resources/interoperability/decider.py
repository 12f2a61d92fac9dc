"""Plays a decider of the Python original: decider.py ENDPOINT DOMAIN TASK_LIST.

Its one workflow runs activities and children that are Java's, waits for a signal, and gives back all
that it got.
"""

import sys

from simpleflow_wire import (
    WAKE_UP_TIMER,
    child_id,
    connect,
    dumps,
    hashed,
    identity,
    loads,
    task_input,
)

VALUES = [1e-05, 1e16, 0.1, -0.0, "\u00e9\u20ac\U0001f600\x7f\n", None, True, 2**70, {"b": [], "a": 1}]


class Blocked(Exception):
    """There is nothing to do until something happens."""


class Replay:
    """Runs the workflow from its whole history, and collects what it decides."""

    def __init__(self, events, execution):
        self.execution = execution
        self.decisions = []
        self.context = {}
        self.state = {}
        self.retries = {}
        ids = {}
        for event in events:
            kind = event["eventType"]
            facts = event.get(kind[0].lower() + kind[1:] + "EventAttributes", {})
            if kind == "ActivityTaskScheduled":
                ids[event["eventId"]] = facts["activityId"]
                self.state[facts["activityId"]] = (kind, facts)
            elif kind == "StartChildWorkflowExecutionInitiated":
                ids[event["eventId"]] = facts["workflowId"]
                self.state[facts["workflowId"]] = (kind, facts)
            elif kind.startswith("ActivityTask"):
                self.state[ids[facts["scheduledEventId"]]] = (kind, facts)
            elif kind.startswith("ChildWorkflowExecution"):
                self.state[ids[facts["initiatedEventId"]]] = (kind, facts)
            elif kind in ("WorkflowExecutionSignaled", "MarkerRecorded"):
                self.state[facts.get("signalName") or facts["markerName"]] = (kind, facts)
            if kind == "ActivityTaskFailed":
                name = ids[facts["scheduledEventId"]]
                self.retries[name] = self.retries.get(name, -1) + 1

    def decide(self, kind, **facts):
        attributes = kind[0].lower() + kind[1:] + "DecisionAttributes"
        self.decisions.append({"decisionType": kind, attributes: facts})

    def ended(self, name):
        kind, facts = self.state.get(name, ("", {}))
        if kind.endswith("Completed"):
            return loads(facts["result"])
        if kind.endswith("Failed"):
            return {"reason": facts["reason"], "details": loads(facts.get("details"))}
        return Blocked

    def activity(self, name, suffix, text, retry=0):
        task = "activity-%s-%s" % (name, suffix)
        retries = self.retries.get(task)
        again = retries is not None and retries < retry and self.state[task][0].endswith("Failed")
        if again or task not in self.state:
            self.decide(
                "ScheduleActivityTask",
                activityId=task,
                activityType={"name": name, "version": "default"},
                input=text,
                taskList={"name": "java"},
                startToCloseTimeout="300",
                scheduleToCloseTimeout="300",
                scheduleToStartTimeout="300",
                heartbeatTimeout="300",
            )
            return Blocked
        return self.ended(task)

    def child(self, suffix, text):
        task = child_id("polyglot", self.execution, suffix)
        if task not in self.state:
            self.decide(
                "StartChildWorkflowExecution",
                workflowId=task,
                workflowType={"name": "polyglot", "version": "1"},
                taskList={"name": "java-decisions"},
                input=text,
                taskStartToCloseTimeout="300",
            )
            return Blocked
        return self.ended(task)

    def marker(self, name, details):
        if name not in self.state:
            self.decide("RecordMarker", markerName=name, details=dumps(details))
            self.decide("StartTimer", timerId=WAKE_UP_TIMER, startToFireTimeout="0")
            raise Blocked

    def signal(self, name):
        if name not in self.state:
            self.context.setdefault("waiting_signals", []).append(name)
            raise Blocked
        return loads(self.state[name][1].get("input"))

    def run(self):
        text = task_input(*VALUES)
        results = [
            self.activity("java.list", 1, text),
            self.activity("java.list", hashed(text), text),
            self.activity("java.named", 1, dumps({"name": "\u00e9", "number": 2})),
            self.activity("java.hesitate", 1, task_input(), retry=1),
            self.activity("java.refuse", 1, task_input("n\u00e9")),
            self.child(1, task_input(VALUES)),
            self.child(2, task_input(VALUES, python="refuse")),
        ]
        if Blocked in results:
            raise Blocked
        self.marker("done", results[0])
        return {"results": results, "signal": self.signal("go")}


def main(endpoint, domain, task_list):
    swf = connect(endpoint)
    pages = swf.get_paginator("poll_for_decision_task")
    while True:
        task = pages.paginate(
            domain=domain, taskList={"name": task_list}, identity=identity()
        ).build_full_result()
        if not task.get("taskToken"):
            continue
        replay = Replay(task["events"], task["workflowExecution"])
        try:
            result = replay.run()
            replay.decisions = []
            replay.decide("CompleteWorkflowExecution", result=dumps(result))
        except Blocked:
            pass
        answer = {"executionContext": dumps(replay.context)} if replay.context else {}
        swf.respond_decision_task_completed(
            taskToken=task["taskToken"], decisions=replay.decisions, **answer
        )


main(*sys.argv[1:])
