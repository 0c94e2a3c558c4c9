#!/usr/bin/env python3
"""cmake/list_suites.py BINARY WORK-FOLDER LABEL TIMEOUT OUTPUT: writes the CTest file OUTPUT with one test for each suite
of the GoogleTest program BINARY, and one for each value of a suite that takes values: Sql/Reissue.sqlite,
Sql/Reissue.postgres. A suite shares one process, because starting one under the sanitizers costs more than most tests do.
Tests with Concurrent or Thread in their names stand apart, with the label LABEL-concurrent."""

import json
import re
import subprocess
import sys

CONCURRENT = re.compile("Concurrent|Thread")


def tests_of(binary):
    """(suite, test, the value it takes or nothing)"""
    listed = subprocess.run([binary, "--gtest_list_tests"], check=True, capture_output=True, text=True, timeout=120).stdout
    suite = ""
    for line in listed.splitlines():
        name, _, comment = line.partition("  # ")
        if re.match(r"\S+\.$", name):
            suite = name[:-1]
        elif name.startswith("  "):
            value = re.match(r'GetParam\(\) = "?([\w-]+)"?$', comment) if "/" in name else None
            yield suite, name.strip(), value[1] if value else name.strip().partition("/")[2]


def groups_of(tests):
    """{(name of the group, whether it is concurrent): its tests}"""
    groups = {}
    for suite, test, value in tests:
        group = (f"{suite}.{value}" if value else suite, bool(CONCURRENT.search(f"{suite}.{test}")))
        groups.setdefault(group, []).append(f"{suite}.{test}")
    return groups


def main(binary, folder, label, timeout, output):
    lines = []
    for (name, concurrent), tests in groups_of(tests_of(binary)).items():
        shown = f"{name}{'.concurrent' if concurrent else ''}"
        lines.append(f"add_test({json.dumps(shown)} {json.dumps(binary)} {json.dumps('--gtest_filter=' + ':'.join(tests))})")
        properties = {"LABELS": label + ("-concurrent" if concurrent else ""), "TIMEOUT": timeout, "WORKING_DIRECTORY": folder}
        properties["SKIP_REGULAR_EXPRESSION"] = r"\[  SKIPPED \]"  # ./check takes none that was skipped
        set_to = " ".join(f"{name} {json.dumps(value)}" for name, value in properties.items())
        lines.append(f"set_tests_properties({json.dumps(shown)} PROPERTIES {set_to})")
    with open(output, "w") as out:
        out.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
