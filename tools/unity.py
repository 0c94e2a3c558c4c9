"""Which sources may be compiled as one, so that the headers they share are read once: a file is put beside others only if
it means the same there as alone. It does when no name that one of them keeps to itself (in an unnamed namespace, static,
a macro, an alias, a specialisation, a test) is written in another of them, or declared for all by a header of ours that it
reaches."""

import pathlib
import re

from source_text import ROOT, code_only, without_comments

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*"([^"\n]+)"', re.MULTILINE)
# A word after one of these is a member or is found by its qualification: nothing beside it changes what it is.
WORD = re.compile(r"(?<![\w.])(?<!->)(?<!::)[A-Za-z_]\w*")
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*$", re.MULTILINE)
MACRO = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)", re.MULTILINE)
NAMESPACE = re.compile(r"\s*(?:inline\s+)?namespace\b(?P<name>[\s\w:]*)$")
TYPE = re.compile(r"\s*(?:struct|class|enum(?:\s+(?:class|struct))?|union|concept)\s+([\w:]+(?:\s*<.*>)?)\s*(?:final|:|=|$)", re.DOTALL)
CALL = re.compile(r"\s*([A-Z][A-Z0-9_]{2,})\s*\(")  # a macro that declares something
ALONE = "using namespace"  # the name of a file that changes what names mean: it stays alone


def _end(text, at, opening, closing):
    """Where the bracket that was opened before `at` has been closed."""
    depth = 1
    while at < len(text) and depth:
        depth += (text[at] == opening) - (text[at] == closing)
        at += 1
    return at


def _declared(statement):
    """(name, what it is, whether others may see it) of what a statement at namespace scope declares."""
    special = False
    found = re.match(r"\s*template\s*<", statement)
    if found:
        end = _end(statement, found.end(), "<", ">")
        special, statement = not statement[found.end() : end - 1].strip(), statement[end:]
    while found := CALL.match(statement):
        end = _end(statement, found.end(), "(", ")")
        if found[1].startswith(("TEST", "TYPED_TEST", "INSTANTIATE")):
            yield re.sub(r"\W+", "_", statement[found.end() : end - 1].strip()), "a test", False
        statement = statement[end:]
    text = " ".join(statement.split())
    if re.match(r"using (namespace|enum)\b", text):
        yield ALONE, text, False
    elif found := re.match(r"using [\w:]*?(\w+) ?(?:=|$)|namespace (\w+) ?=", text):
        yield found[1] or found[2], text, False
    elif found := TYPE.match(text):
        yield found[1].replace(" ", ""), "a type", not special
    elif text and not text.startswith(("extern", "friend", "static_assert", "public", "private")):
        head = re.split(r"=(?!=)", text)[0]
        names = re.findall(r"(\w+) ?(?:\(|\[|$)", head)
        if names:
            constant = re.search(r"\b(?:static|constexpr|const)\b", head.split("(")[0]) and not head.startswith("inline")
            yield names[0], "a function or value", not (constant or special)


def _names(code):
    """(its own, for all): what the file declares at namespace scope, name -> what it is."""
    own, for_all = {name: "a macro" for name in MACRO.findall(code)}, {}
    scopes = []  # True: an unnamed namespace; False: a named one; None: any other brace
    statement = ""
    for piece in re.split(r"([{};])", DIRECTIVE.sub("", code)):
        if None in scopes:
            if piece == "{":
                scopes.append(None)
            elif piece == "}":
                scopes.pop()
                statement = "" if "=" not in statement else statement  # a value's braces end with a semicolon
            continue
        if piece == "{" and (found := NAMESPACE.match(statement)):
            scopes.append(not found["name"].strip())
            statement = ""
        elif piece in ("{", ";"):
            for name, what, seen in _declared(statement):
                (for_all if seen and True not in scopes else own)[name] = what
            statement = ""
            if piece == "{":
                scopes.append(None)
        elif piece == "}":
            if scopes:
                scopes.pop()
            statement = ""
        else:
            statement += piece
    return own, for_all


class Sources:
    """What was read of the sources, each file once."""

    def __init__(self, root=ROOT):
        self._root = pathlib.Path(root)
        self._files, self._reached = {}, {}

    def _file(self, name):
        """(its own names, those for all, its words, the headers of ours that it includes)"""
        if name not in self._files:
            text = (self._root / name).read_text(encoding="utf-8")
            code = code_only(text)
            found = (f"src/{header}" for header in INCLUDE.findall(without_comments(text)))
            headers = [header for header in found if (self._root / header).is_file()]
            self._files[name] = (*_names(code), frozenset(WORD.findall(code)), headers)
        return self._files[name]

    def own(self, name):
        return self._file(name)[0]

    def known(self, name):
        """The words of the file, and the names that the headers which it reaches declare."""
        if name not in self._reached:
            known, seen, todo = set(self._file(name)[2]), {name}, [name]
            while todo:
                for header in self._file(todo.pop())[3]:
                    if header not in seen:
                        seen.add(header)
                        todo.append(header)
                        known.update(self._file(header)[0], self._file(header)[1])
            self._reached[name] = frozenset(known)
        return self._reached[name]

    def get_along(self, one, other):
        mine, theirs = self.own(one), self.own(other)
        if ALONE in mine or ALONE in theirs:
            return False
        clashes = (mine.keys() & self.known(other)) | (theirs.keys() & self.known(one)) | (mine.keys() & theirs.keys())
        # The same alias twice is one alias.
        return all(mine.get(name) == theirs.get(name) and "=" in mine[name] for name in clashes)


def together(names, most, sources):
    """`names` in groups of at most `most`, in their order: the first group that a file gets along with takes it."""
    groups = []
    for name in names:
        for group in groups:
            if len(group) < most and all(sources.get_along(name, other) for other in group):
                group.append(name)
                break
        else:
            groups.append([name])
    return groups
