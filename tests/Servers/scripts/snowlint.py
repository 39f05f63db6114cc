# snowlint.py FILE...: parses each file's statements with sqlfluff's Snowflake grammar, prints FILE:LINE:COLUMN: what, exit code 1 if any does not parse.
import os
import sys

# Python's own helper processes must go through the wrapper that finds this folder's libraries.
sys.executable = os.environ.get("SNOWLINT_PYTHON", sys.executable)
from sqlfluff.core import FluffConfig, Linter

bad = 0
linter = Linter(config=FluffConfig(overrides={"dialect": "snowflake", "templater": "raw", "large_file_skip_byte_limit": 0}))
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        violations = linter.parse_string(file.read()).violations
    bad += bool(violations)
    for violation in violations:
        print(f"{path}:{violation.line_no}:{violation.line_pos}: {violation.desc()[:200]}")
sys.exit(1 if bad else 0)
