"""Habits that no linter knows: short functions and files, a docstring at every door, a reason for every exception."""

import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.architecture.source import PACKAGE, ROOT, modules, short

LONGEST_FUNCTION = 60
LONGEST_FILE = 600
MEDIAN_FUNCTION = 10
NINE_OF_TEN = 32
PYTHON_FOLDERS = [path for name in ("src", "scripts", "bench", "tests") if (path := ROOT / name).is_dir()]
Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef

EXCEPTIONS = {
    re.compile(r"#\s*noqa\b"): re.compile(r"#\s*noqa: [A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)* +(-|#) +\S+ \S+"),
    re.compile(r"#\s*type:\s*ignore"): re.compile(r"#\s*type: ignore\[[a-z, -]+\] +(-|#) +\S+ \S+"),
    re.compile(r"pragma:\s*no cover"): re.compile(r"pragma: no cover +(-|#) +\S+ \S+"),
    re.compile(r"#\s*ruff:\s*noqa"): re.compile(r"ruff: noqa: \S+ +(-|#) +\S+ \S+"),
}


def functions(*folders: Path) -> Iterator[tuple[Path, Function]]:
    for path, tree in modules(*folders):
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield path, node


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{length(function)} lines: {short(path)}:{function.lineno} {function.name}"
        for path, function in functions(*PYTHON_FOLDERS)
        if length(function) > LONGEST_FUNCTION
    ]
    assert not long, "\n".join(long)


def test_most_functions_are_short() -> None:
    lengths = sorted(length(function) for _, function in functions())
    assert median(lengths) <= MEDIAN_FUNCTION
    assert lengths[len(lengths) * 9 // 10] <= NINE_OF_TEN


def test_no_file_holds_too_much() -> None:
    kinds = (".py", ".html", ".css", ".js", ".mjs")
    files = [path for folder in PYTHON_FOLDERS for path in folder.rglob("*") if path.suffix in kinds]
    own = [path for path in files if "built" not in path.parts and "migrations" not in path.parts]
    counted = [(len(path.read_text().splitlines()), short(path)) for path in own]
    assert [row for row in counted if row[0] > LONGEST_FILE] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [short(path) for path, tree in modules(*PYTHON_FOLDERS) if tree.body and not ast.get_docstring(tree)]
    assert not silent, "\n".join(silent)


def public_definitions(tree: ast.Module) -> Iterator[Definition]:
    """Public classes and functions of a module, and the public methods of those classes."""
    for node in tree.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (n for n in node.body if isinstance(n, Function) and not n.name.startswith("_"))


# Django, click and allauth say what these are for.
INHERITED = frozenset({"ready", "clean", "save", "get_queryset", "get_context_data", "form_valid", "form_invalid"})


def test_everything_public_promises_something() -> None:
    silent = [
        f"{short(path)}:{node.lineno} {node.name}"
        for path, tree in modules()
        for node in public_definitions(tree)
        if not ast.get_docstring(node) and node.name not in INHERITED and not is_overload(node)
    ]
    assert not silent, "\n".join(silent)


def is_overload(node: Definition) -> bool:
    return any(ast.unparse(decorator).split(".")[-1] == "overload" for decorator in node.decorator_list)


def comments(path: Path) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(path.read_text()).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def test_every_exception_has_its_reason() -> None:
    bare = [
        f"{short(path)}:{line} {comment}"
        for path, _ in modules(*PYTHON_FOLDERS)
        for line, comment in comments(path)
        for exception, reasoned in EXCEPTIONS.items()
        if exception.search(comment) and not reasoned.search(comment)
    ]
    assert not bare, "\n".join(bare)


def test_every_rule_that_is_switched_off_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    start = text.index("[tool.ruff.lint]\n")
    block = text[start : text.index("[tool.ruff.lint.flake8-bugbear]")]
    ignored = block[block.index("ignore = [") :]
    per_file = text[text.index("[tool.ruff.lint.per-file-ignores]") : text.index("[tool.mypy]")]
    rules = [line for line in [*ignored.splitlines(), *per_file.splitlines()] if re.search(r'"[A-Z]+[0-9]+"', line)]
    assert len(rules) > 10
    assert [line for line in rules if not re.search(r"# \S+ \S+", line)] == []


def test_no_constant_is_written_twice() -> None:
    # The later one would quietly win, also where somebody looks the word up beside the first.
    twice = [
        f"{short(path)} {name}"
        for path, tree in modules()
        for name, times in Counter(constants(tree)).items()
        if times > 1
    ]
    assert not twice, "\n".join(twice)


def constants(tree: ast.Module) -> Iterator[str]:
    targets = [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    yield from (target.id for target in targets if isinstance(target, ast.Name) and target.id.isupper())


def test_no_text_is_in_one_language_for_all_from_when_its_module_was_loaded() -> None:
    # Whoever is first to ask would decide the language for everybody after them.
    wrong = [
        f"{short(path)}:{call.lineno}"
        for path, tree in modules(PACKAGE)
        for call in calls_when_loaded(tree)
        if isinstance(call.func, ast.Name) and call.func.id in spoken_at_once(tree)
    ]
    assert not wrong, "\n".join(wrong)


def spoken_at_once(tree: ast.Module) -> set[str]:
    imported = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    names = [name for node in imported if node.module == "django.utils.translation" for name in node.names]
    return {name.asname or name.name for name in names if name.name in ("gettext", "ngettext", "pgettext")}


def calls_when_loaded(node: ast.AST) -> Iterator[ast.Call]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, Function | ast.Lambda):
            yield from [child] if isinstance(child, ast.Call) else []
            yield from calls_when_loaded(child)


def test_only_the_clock_module_reads_the_clock() -> None:
    # But for `config`: its loops and the rehearsal measure how long things took.
    reads = re.compile(r"\b(timezone\.now|datetime\.now|datetime\.utcnow|date\.today|time\.time)\(")
    wrong = [
        short(path)
        for path, _ in modules(PACKAGE)
        if path != PACKAGE / "kernel" / "clock.py"
        and path.parent != PACKAGE / "config"
        and reads.search(path.read_text())
    ]
    assert not wrong, "\n".join(wrong)


# What answers a request or a signal of somebody else's code, and loops: nobody above hands these the time.
DOORS = re.compile(
    r"(/(views|api|config|templatetags)/|(views|middleware|context|receivers|adapters|allauth_forms|outbox)\.py$)"
)


def test_what_stands_below_a_door_is_told_the_time() -> None:
    asks = re.compile(r"\bcurrent_time\b")
    wrong = [
        short(path)
        for path, _ in modules(PACKAGE)
        if path != PACKAGE / "kernel" / "clock.py"
        and asks.search(path.read_text())
        and not DOORS.search(path.as_posix())
    ]
    assert not wrong, "\n".join(wrong)
