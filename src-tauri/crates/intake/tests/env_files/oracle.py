"""Reads files in hexadecimal, one on each line, and answers with what python-dotenv makes of each:
an object, or null where it refuses the file."""

import importlib.metadata
import io
import json
import logging
import sys

from dotenv import dotenv_values

logging.disable(logging.CRITICAL)
print(importlib.metadata.version("python-dotenv"))
for line in sys.stdin:
    # As `open(path, encoding="utf-8")` would hand it over.
    stream = io.TextIOWrapper(io.BytesIO(bytes.fromhex(line.strip())), encoding="utf-8")
    try:
        print(json.dumps(dotenv_values(stream=stream, interpolate=False)))
    except UnicodeDecodeError:
        print("null")
