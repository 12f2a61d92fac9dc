"""Speaks on the wire as the Python original does: its JSON, ids, identities and failures."""

import getpass
import hashlib
import json
import os
import socket
import sys
import zlib

import boto3
from botocore.config import Config

WAKE_UP_TIMER = "_simpleflow_wake_up_timer"


def connect(endpoint):
    """Connects as the original does: long polls, and nothing is sent twice."""
    return boto3.client(
        "swf",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="anything",
        aws_secret_access_key="anything",
        config=Config(read_timeout=90, retries={"max_attempts": 0}),
    )


def dumps(value):
    return json.dumps(value, separators=(",", ":"), sort_keys=True)


def loads(text):
    """Nothing for no text, the text itself where it is not JSON."""
    if not text:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text


def identity():
    return dumps(
        {
            "exe": sys.executable,
            "hostname": socket.gethostname(),
            "pid": os.getpid(),
            "user": getpass.getuser(),
        }
    )[:256]


def task_input(*args, **kwargs):
    return dumps({"args": args, "kwargs": kwargs})


def hashed(text):
    return hashlib.md5(text.encode("utf-8")).hexdigest()


def child_id(name, parent, suffix):
    run = "%x" % zlib.adler32(parent["runId"].encode("utf-8"))
    return "-".join(["workflow", name, parent["workflowId"], "", run, "", str(suffix)])


def full_name(cls):
    return cls.__name__ if cls.__module__ == "builtins" else cls.__module__ + "." + cls.__name__
