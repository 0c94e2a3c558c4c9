"""What the house checkers share: which files there are, and C++ text without its comments or strings."""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<raw>R"(?P<delimiter>[^()\\\s]{0,16})\((?P<body>.*?)\)(?P=delimiter)")
      | (?P<string>"(?:\\.|[^"\\\n])*")
      | (?P<char>(?<![0-9A-Za-z_])'(?:\\.|[^'\\\n])+')""",
    re.DOTALL | re.VERBOSE,
)


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


def without_comments(text):
    """Comments become spaces; line numbers stay."""
    return _TOKEN.sub(lambda m: _blank(m[0]) if m["comment"] else m[0], text)


def code_only(text):
    """Comments and the insides of string and character literals become spaces; line numbers stay."""
    return _TOKEN.sub(lambda m: _blank(m[0]) if m["comment"] else m[0][0] + _blank(m[0][1:-1]) + m[0][-1], text)


def strings_only(text):
    """Only the insides of string literals, the rest as spaces; line numbers stay."""
    out, end = [], 0
    for m in _TOKEN.finditer(text):
        out.append(_blank(text[end : m.start()]))
        out.append(m[0] if m["string"] or m["raw"] else _blank(m[0]))
        end = m.end()
    out.append(_blank(text[end:]))
    return "".join(out)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def files_of(root):
    """Every file that git knows or would add, relative to `root`, sorted. Without git: every file, hidden ones apart."""
    root = pathlib.Path(root)
    if (root / ".git").exists():
        listed = subprocess.run(
            ["git", "-c", "safe.directory=*", "-C", str(root), "ls-files", "-co", "--exclude-standard", "-z"],
            check=True,
            capture_output=True,
        ).stdout.decode()
        names = {name for name in listed.split("\0") if name}
    else:
        names = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
        names = {name for name in names if not name.startswith((".git/", "build/", "var/"))}
    return sorted(name for name in names if (root / name).is_file() and not (root / name).is_symlink())


def report(tool, findings, looked_at):
    """Prints the findings as file:line: text, and ends the program."""
    for finding in findings:
        print(finding)
    if findings:
        print(f"{tool}: {len(findings)} found", file=sys.stderr)
        sys.exit(1)
    print(f"{tool}: {looked_at} files, nothing found")
    sys.exit(0)
