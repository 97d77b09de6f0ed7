"""What a key may hold, in words, read from its type."""

from msgspec import inspect, structs
from msgspec.inspect import FloatType, IntType, StrType

_PLAIN: dict[type, str] = {
    inspect.BoolType: "true or false",
    inspect.DateType: "a date such as 2026-11-23, without quotes",
    inspect.DictType: "a table of texts",
}


def allowed(info: inspect.Type) -> str:
    """The allowed values of a type as ``msgspec.inspect`` tells it; a ``Meta(description=)`` goes before."""
    match info:
        case inspect.Metadata(type=inner, extra_json_schema=extra):
            words = str(extra["description"]) if extra else allowed(inner)
        case inspect.LiteralType(values=values):
            words = ", ".join(map(str, values))
        case inspect.UnionType(types=types):
            words = allowed(next(one for one in types if not isinstance(one, inspect.NoneType)))
        case inspect.ListType(item_type=item) | inspect.VarTupleType(item_type=item):
            words = f"a list, each {allowed(item)}"
        case inspect.StructType(cls=table):
            words = f"a table of {keys(table)}"
        case StrType():
            words = _text(info)
        case IntType() | FloatType():
            words = _number(info)
        case _:
            words = _PLAIN[type(info)]
    return words


def keys(table: type) -> str:
    """The keys of a table, in the order of its type."""
    return ", ".join(field.encode_name for field in structs.fields(table))


def _text(info: StrType) -> str:
    if info.min_length is None and info.max_length is None:
        return "text in quotes"
    return f"text of {info.min_length or 0} to {info.max_length or 'any number of'} characters"


def _number(info: IntType | FloatType) -> str:
    words = ["a whole number" if isinstance(info, IntType) else "a number"]
    words += [f"over {info.gt:g}"] if info.gt is not None else []
    words += [f"from {info.ge}"] if info.ge is not None else []
    words += [f"to {info.le}"] if info.le is not None else []
    return " ".join(words)
