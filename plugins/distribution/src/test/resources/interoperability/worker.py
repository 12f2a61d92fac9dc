"""Plays a worker of the Python original: worker.py ENDPOINT DOMAIN TASK_LIST."""

import sys
import traceback

from simpleflow_wire import connect, dumps, full_name, hashed, identity, loads, task_input

attempts = {}


def same(context, value):
    return value


def show(context, *args, **kwargs):
    return "%r %r" % (args, kwargs)


def nothing(context):
    return None


def identify(context, *args, **kwargs):
    """The id that the task has, and the one that this side would give it."""
    name = "activity-" + context["activityType"]["name"]
    return [context["activityId"], name + "-" + hashed(task_input(*args, **kwargs))]


def refuse(context, message):
    raise ValueError(message)


def hesitate(context):
    """Fails at first."""
    key = (context["workflowExecution"]["runId"], context["activityId"])
    attempts[key] = attempts.get(key, 0) + 1
    if attempts[key] == 1:
        raise LookupError("not yet")
    return attempts[key]


def die(context):
    raise SystemExit(-9)


def run(swf, task):
    token = task["taskToken"]
    swf.record_activity_task_heartbeat(taskToken=token)
    try:
        function = globals()[task["activityType"]["name"].split(".")[-1]]
        given = loads(task["input"])
        result = function(task, *given.get("args", ()), **given.get("kwargs", {}))
    except SystemExit as exit:
        reason = "process 4711 died: exit code %d" % exit.code
        swf.respond_activity_task_failed(taskToken=token, reason=reason)
    except Exception as error:
        name = type(error).__name__
        details = {
            "error": name,
            "error_type": full_name(type(error)),
            "message": str(error),
            "traceback": traceback.format_tb(error.__traceback__),
        }
        swf.respond_activity_task_failed(
            taskToken=token, reason="%s: %s" % (name, error), details=dumps(details)
        )
    else:
        swf.respond_activity_task_completed(taskToken=token, result=dumps(result))


def main(endpoint, domain, task_list):
    swf = connect(endpoint)
    while True:
        task = swf.poll_for_activity_task(
            domain=domain, taskList={"name": task_list}, identity=identity()
        )
        if task.get("taskToken"):
            run(swf, task)


main(*sys.argv[1:])
