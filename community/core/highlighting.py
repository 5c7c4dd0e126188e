"""Colours for code: a few classes a language's own lexer finds, by its name and never by guessing."""

from __future__ import annotations

from itertools import groupby

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Token, _TokenType
from pygments.util import ClassNotFound

from community.core.text import word_set

LONGEST = 20_000
LANGUAGES = word_set(
    "asm awk bash bat batch c c# c++ clojure cmake cmd console cpp cs csharp css csv d dart diff docker dockerfile"
    " elixir elm erlang f# fortran fsharp go golang gql graphql haskell hcl hs html http ini java javascript jinja js"
    " json jsonc jsx julia kotlin latex lean lean3 lean4 less lisp lua make makefile markdown matlab md nginx nim nix"
    " objc objective-c ocaml pascal perl php po powershell prolog properties proto protobuf ps1 py pycon python python3"
    " r rb regedit rst ruby rs rust sass scala scheme scss sh shell shell-session solidity sql sqlite3 swift tcl"
    " terraform tex toml ts tsx twig typescript udiff vb.net verilog vhdl vim vue xml yaml yml zig zsh"
)
# The kinds that get a colour; a token takes the class of its nearest ancestor.
_CLASSES: dict[_TokenType, str] = {
    Token.Keyword: "k",
    Token.Operator.Word: "k",
    Token.Literal.String: "s",
    Token.Comment: "c",
    Token.Comment.Preproc: "g",
    Token.Literal.Number: "m",
    Token.Name.Function: "f",
    Token.Name.Class: "f",
    Token.Name.Decorator: "f",
    Token.Name.Builtin: "b",
    Token.Name.Constant: "b",
    Token.Name.Exception: "b",
    Token.Name.Tag: "t",
    Token.Name.Attribute: "b",
    Token.Generic.Deleted: "d",
    Token.Generic.Inserted: "a",
    Token.Generic.Heading: "g",
    Token.Generic.Subheading: "g",
    Token.Generic.Prompt: "g",
}


def highlight(code: str, language: str) -> str:
    """Escaped code, with spans where a known language gives a colour."""
    lexer = _lexer(language.lower()) if len(code) <= LONGEST else None
    if lexer is None:
        return _escape(code)
    parts = []
    for kind, pieces in groupby(lexer.get_tokens(code), key=lambda piece: _class_of(piece[0])):
        words = _escape("".join(piece for _, piece in pieces))
        parts.append(f'<span class="hl-{kind}">{words}</span>' if kind and words.strip() else words)
    return "".join(parts)


def _lexer(language: str) -> Lexer | None:
    if language not in LANGUAGES:
        return None
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def _class_of(kind: _TokenType | None) -> str:
    while kind is not None:
        if found := _CLASSES.get(kind):
            return found
        kind = kind.parent
    return ""


def _escape(code: str) -> str:
    return code.replace("&", "&amp;").replace("<", "&lt;")
