"""Read texts in Python: sentences put together from pieces, and words shown to people that skip translation."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scripts.wording.templates import INLINE

# Where a plain string would be shown to a person: keywords of forms, pages and models, and what errors say.
SPOKEN_KEYWORDS = frozenset(
    {"button", "empty_label", "error_messages", "help_text", "label", "lead", "legend", "sentence", "title"}
)
SPOKEN_ATTRIBUTES = frozenset({"alt", "aria-description", "aria-label", "placeholder", "title"})
SPEAKING_CALLS = frozenset(
    {"AlongsideError", "Conflict", "Gone", "Invalid", "NotAllowed", "NotFound", "Page", "ValidationError", "Wording"}
)
CHOICES = frozenset({"Choices", "IntegerChoices", "TextChoices"})
INLINE_TAG = re.compile(rf"</?(?:{'|'.join(sorted(INLINE))})\b[^>]*>")
MESSAGES = frozenset({"debug", "error", "info", "success", "warning"})


def faults_in_python(path: Path, root: Path) -> list[str]:
    """Return a sentence for each fault in a file of Python."""
    tree = ast.parse(path.read_text())
    reader = _Reader(_translators(tree))
    reader.visit(tree)
    return [f"{path.relative_to(root)}:{line}: {fault}" for line, fault in sorted(set(reader.found))]


def texts_of(path: Path) -> tuple[set[str], set[str]]:
    """Return the texts that a file of Python translates, and the names of the phrases it says, in small letters."""
    tree = ast.parse(path.read_text())
    translators = _translators(tree)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _called(node) in translators]
    given = [node.args[0] for node in calls if node.args]
    texts = {node.value for node in given if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    dotted = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and _last(node.value) == "phrases")
    return texts, {node.attr.lower() for node in dotted}


def _translators(tree: ast.Module) -> frozenset[str]:
    """Return the names under which a file knows gettext and its kin."""
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if re.fullmatch(r"u?n?p?gettext(_lazy|_noop)?|np?gettext(_lazy)?", alias.name)
    }
    return frozenset(names)


@dataclass(slots=True)
class _Reader(ast.NodeVisitor):
    translators: frozenset[str]
    found: list[tuple[int, str]] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)

    def visit_Assign(self, node: ast.Assign) -> None:
        """Remember which names hold a text."""
        if self._is_text(node.value):
            self.texts |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Look for a text beside anything else in an f-string."""
        held = [part for part in node.values if isinstance(part, ast.FormattedValue)]
        if len(node.values) > 1 and any(self._is_text(part.value) for part in held):
            self._add(node, "a text inside an f-string")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        """Look for texts that are added up, and texts put into others."""
        if isinstance(node.op, ast.Add) and (self._is_text(node.left) or self._is_text(node.right)):
            self._add(node, "a text joined with +")
        if isinstance(node.op, ast.Mod) and any(map(self._is_text, _values(node.right))):
            self._add(node, "a text put into another with %")
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """Look for texts that are added to others."""
        if isinstance(node.op, ast.Add) and self._is_text(node.value):
            self._add(node, "a text joined with +=")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """Look at what gettext, join, format and everything that speaks to people are given."""
        name = _called(node)
        if name in self.translators and node.args and isinstance(node.args[0], ast.JoinedStr | ast.BinOp):
            self._add(node, "what is translated is put together first, so no translator sees it")
        given = [*node.args, *(word.value for word in node.keywords)]
        if name in {"format", "join"} and any(self._is_text(part) for value in given for part in _values(value)):
            self._add(node, f"texts put together with {name}()")
        if name == "format_html" and self._joins_in_html(node):
            self._add(node, "a text beside something else in format_html()")
        for spoken in self._spoken(node, name):
            self._look(spoken)
        self.generic_visit(node)

    def visit_Dict(self, node: ast.Dict) -> None:
        """Look at attributes that are read out."""
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and key.value in SPOKEN_ATTRIBUTES:
                self._look(value)
        self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Look at the words of choices."""
        if any(_last(base) in CHOICES for base in node.bases):
            for line in node.body:
                if isinstance(line, ast.Assign) and isinstance(line.value, ast.Tuple):
                    self._look(line.value.elts[-1])
        self.generic_visit(node)

    def _spoken(self, node: ast.Call, name: str) -> Iterator[ast.expr]:
        yield from (word.value for word in node.keywords if word.arg in SPOKEN_KEYWORDS)
        if name in SPEAKING_CALLS:
            yield from node.args[:1]
        if name in MESSAGES and isinstance(node.func, ast.Attribute) and _last(node.func.value) == "messages":
            yield from node.args[1:2]

    def _look(self, node: ast.expr) -> None:
        """Report every word in what is shown that is not a text."""
        for value in _values(node):
            if isinstance(value, ast.BinOp):
                self._look(value.left)
            elif isinstance(value, ast.JoinedStr):
                for part in value.values:
                    self._look(part)
            elif isinstance(value, ast.Constant) and isinstance(value.value, str) and _has_words(value.value):
                self._add(value, f"not translatable: {value.value!r}")

    def _joins_in_html(self, node: ast.Call) -> bool:
        pattern = node.args[0]
        if not any(map(self._is_text, node.args[1:])) or not isinstance(pattern, ast.Constant):
            return False
        lines = re.split(r"<[^>]*>", INLINE_TAG.sub("", str(pattern.value)))
        return any("{" in line and line.strip() != "{}" for line in lines)

    def _is_text(self, node: ast.AST) -> bool:
        """Tell whether a value is a text that went through gettext, also with its holes filled."""
        if isinstance(node, ast.Name):
            return node.id in self.texts
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
            return self._is_text(node.left)
        if isinstance(node, ast.Call):
            name = _called(node)
            if name in self.translators:
                return True
            if name == "str":
                return any(map(self._is_text, node.args))
            return name == "format" and isinstance(node.func, ast.Attribute) and self._is_text(node.func.value)
        return isinstance(node, ast.IfExp) and (self._is_text(node.body) or self._is_text(node.orelse))

    def _add(self, node: ast.expr | ast.stmt, fault: str) -> None:
        self.found.append((node.lineno, fault))


def _called(node: ast.Call) -> str:
    return _last(node.func)


def _last(node: ast.expr) -> str:
    """Return the last word of a dotted name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _values(node: ast.expr) -> Iterator[ast.expr]:
    """Give what lists, tuples, dicts, choices and comprehensions hold; anything else is given as it is."""
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        for part in node.elts:
            yield from _values(part)
    elif isinstance(node, ast.Dict):
        for part in node.values:
            yield from _values(part)
    elif isinstance(node, ast.IfExp):
        yield from _values(node.body)
        yield from _values(node.orelse)
    elif isinstance(node, ast.GeneratorExp | ast.ListComp):
        yield from _values(node.elt)
    elif isinstance(node, ast.Starred):
        yield from _values(node.value)
    else:
        yield node


def _has_words(text: str) -> bool:
    return sum(letter.isalpha() for letter in text) > 1
