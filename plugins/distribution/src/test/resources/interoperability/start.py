"""Starts an execution as the original's command line does: start.py ENDPOINT DOMAIN NAME CLASS ID INPUT.

Registers the type if it is missing, with the defaults that the original gives it.
"""

import sys

from simpleflow_wire import connect, dumps, loads


def main(endpoint, domain, name, cls, workflow_id, task_list, given):
    swf = connect(endpoint)
    try:
        swf.register_workflow_type(
            domain=domain,
            name=name,
            version="1",
            defaultTaskList={"name": "None"},
            defaultChildPolicy="TERMINATE",
            defaultExecutionStartToCloseTimeout="300",
            defaultTaskStartToCloseTimeout="300",
        )
    except swf.exceptions.TypeAlreadyExistsFault:
        pass
    execution = swf.start_workflow_execution(
        domain=domain,
        workflowId=workflow_id,
        workflowType={"name": name, "version": "1"},
        taskList={"name": task_list},
        input=dumps(dict(loads(given), __extra={"class": cls})),
    )
    print(workflow_id, execution["runId"])


main(*sys.argv[1:])
