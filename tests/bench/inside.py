"""`python -m tests.bench.inside MODULE.FUNCTION JSON`: calls it with Django set up, and prints its answer as JSON."""

import importlib
import json
import sys

import django


def main(function: str, arguments: str) -> None:
    django.setup()
    module, _, name = function.rpartition(".")
    called = getattr(importlib.import_module(f"tests.bench.{module}"), name)
    sys.stdout.write(json.dumps(called(**json.loads(arguments))) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
