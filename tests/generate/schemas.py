"""Schemas that touch every keyword of the vocabulary, and some that nothing satisfies."""

from __future__ import annotations

from typing import Any

D4, D6, D7 = (f"http://json-schema.org/draft-0{number}/schema#" for number in (4, 6, 7))
D19 = "https://json-schema.org/draft/2019-09/schema"
NODE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "value": {"type": "integer"},
        "next": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]},
    },
    "required": ["value", "next"],
    "additionalProperties": False,
}
TREE: dict[str, Any] = {
    "type": "object",
    "properties": {"l": {"$ref": "#/$defs/t"}, "r": {"$ref": "#/$defs/t"}, "v": {"type": "integer"}},
    "additionalProperties": False,
    "required": ["v"],
}
AB: dict[str, Any] = {"a": {"type": "string"}, "b": {"type": "string"}}

BUILT: dict[str, Any] = {
    "true": True,
    "null": {"type": "null"},
    "boolean": {"type": "boolean"},
    "type list": {"type": ["string", "null"]},
    "enum": {"enum": [1, "a", None, {"a": [1]}, []]},
    "const": {"const": {"a": 1}},
    "integer bounds": {"type": "integer", "minimum": 3, "maximum": 5},
    "exclusive bounds": {"type": "integer", "exclusiveMinimum": 3, "exclusiveMaximum": 5},
    "fractional bound": {"type": "integer", "minimum": 0.5},
    "multipleOf": {"type": "integer", "multipleOf": 7, "minimum": -20, "maximum": 20},
    "fractional multipleOf": {"type": "integer", "multipleOf": 1.5, "minimum": 10},
    "two multipleOf": {"allOf": [{"multipleOf": 4}, {"multipleOf": 6}], "type": "integer"},
    "beyond 64 bits": {"type": "integer", "minimum": 10**19},
    "length": {"type": "string", "minLength": 3, "maxLength": 5},
    "pattern": {"type": "string", "pattern": "^[a-z]{3}-\\d+$"},
    "pattern and length": {"type": "string", "pattern": "^x", "minLength": 20},
    "list": {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 4},
    "prefixItems": {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}]},
    "closed tuple": {
        "type": "array",
        "prefixItems": [{"const": 1}, {"const": 2}],
        "items": False,
        "minItems": 2,
    },
    "contains": {"type": "array", "contains": {"const": 5}},
    "contains in items": {"type": "array", "items": {"type": "integer"}, "contains": {"minimum": 100}},
    "properties": {
        "type": "object",
        "properties": {"a": {"type": "string"}, "b": {"type": ["integer", "null"]}},
        "required": ["a"],
    },
    "closed": {"type": "object", "properties": {"a": {}, "b": True}, "additionalProperties": False},
    "map": {"type": "object", "additionalProperties": {"type": "integer"}},
    "required but not described": {"type": "object", "required": ["x", "y"]},
    "minProperties": {"type": "object", "properties": AB, "minProperties": 2, "additionalProperties": False},
    "maxProperties": {"type": "object", "properties": AB, "maxProperties": 1},
    "patternProperties": {
        "type": "object",
        "patternProperties": {"^x-": {"type": "string"}},
        "additionalProperties": False,
    },
    "overlapping patternProperties": {
        "type": "object",
        "properties": {"ab": {"multipleOf": 2}},
        "patternProperties": {"^a": {"type": "integer"}},
        "required": ["ab"],
    },
    "propertyNames": {"type": "object", "propertyNames": {"pattern": "^[a-z]{1,3}$"}, "minProperties": 3},
    "propertyNames against properties": {
        "type": "object",
        "propertyNames": {"maxLength": 2},
        "properties": {"abc": {}, "ab": {"type": "null"}},
    },
    "dependentRequired": {
        "type": "object",
        "dependentRequired": {"a": ["b"], "b": ["c"]},
        "properties": {"a": {}, "b": {"type": "string"}, "c": {"type": "integer"}},
    },
    "dependentSchemas": {
        "type": "object",
        "properties": {"a": {"const": 1}},
        "dependentSchemas": {"a": {"required": ["b"], "properties": {"b": {"type": "null"}}}},
    },
    "anyOf": {"anyOf": [{"type": "string", "maxLength": 3}, {"type": "integer"}]},
    "allOf": {
        "allOf": [
            {"type": "object", "properties": {"a": {"type": "integer"}}},
            {"properties": {"a": {"minimum": 3}}, "required": ["a"]},
        ]
    },
    "anyOf within allOf": {
        "anyOf": [{"type": "object", "required": ["a"]}, {"type": "array"}],
        "allOf": [{"anyOf": [{"required": ["b"], "type": "object"}, {"minItems": 2, "type": "array"}]}],
    },
    "ref": {"$ref": "#/$defs/a~1b%25", "$defs": {"a/b%": {"type": "integer"}}},
    "ref beside keywords": {
        "$ref": "#/$defs/a",
        "minimum": 5,
        "$defs": {"a": {"type": "integer", "maximum": 9}},
    },
    "anchor": {"$defs": {"x": {"$anchor": "here", "type": "string"}}, "$ref": "#here"},
    "inner id": {
        "$id": "https://example.org/root",
        "$defs": {"x": {"$id": "inner", "$defs": {"y": {"type": "integer"}}, "$ref": "#/$defs/y"}},
        "$ref": "inner",
    },
    "list of itself": {"$defs": {"node": NODE}, "$ref": "#/$defs/node"},
    "tree of itself": {"$defs": {"t": TREE}, "$ref": "#/$defs/t"},
    "mutual recursion": {
        "$ref": "#/$defs/a",
        "$defs": {
            "a": {"anyOf": [{"type": "integer"}, {"type": "array", "items": {"$ref": "#/$defs/b"}}]},
            "b": {"type": "object", "additionalProperties": {"$ref": "#/$defs/a"}},
        },
    },
    "draft 4 bounds": {"$schema": D4, "type": "number", "minimum": 3, "exclusiveMinimum": True, "maximum": 4},
    "draft 4 dependencies": {
        "$schema": D4,
        "type": "object",
        "properties": {"a": {"type": "integer"}},
        "dependencies": {"a": ["b"], "b": {"properties": {"c": {"type": "string"}}, "required": ["c"]}},
    },
    "draft 4 tuple": {
        "$schema": D4,
        "items": [{"type": "integer"}, {"type": "string"}],
        "additionalItems": False,
        "type": "array",
    },
    "draft 4 has no const": {"$schema": D4, "const": 5, "type": "integer"},
    "draft 6 contains": {"$schema": D6, "contains": {"type": "integer"}, "type": "array"},
    "draft 6 has no if": {"$schema": D6, "if": {"type": "string"}, "then": False, "type": "string"},
    "draft 7 tuple": {
        "$schema": D7,
        "type": "array",
        "items": [{"const": 1}],
        "additionalItems": {"const": 2},
    },
    "draft 7 ref alone": {
        "$schema": D7,
        "definitions": {"n": {"type": "integer"}},
        "type": "object",
        "properties": {"p": {"$ref": "#/definitions/n", "type": "string"}},
        "required": ["p"],
    },
    "draft 7 recursion": {
        "$schema": D7,
        "definitions": {
            "n": {
                "type": "object",
                "properties": {"k": {"$ref": "#/definitions/n"}},
                "additionalProperties": False,
            }
        },
        "$ref": "#/definitions/n",
    },
    "draft 2019-09 recursion": {
        "$schema": D19,
        "type": "object",
        "properties": {"k": {"$recursiveRef": "#"}},
        "additionalProperties": False,
    },
    "a property called $ref": {
        "type": "object",
        "properties": {"$ref": {"type": "string"}},
        "required": ["$ref"],
    },
}
"""Values of these are built; an engine has nothing to sort out."""

SIFTED: dict[str, Any] = {
    "enum and not": {"enum": [1, 2, 3], "not": {"const": 2}},
    "enum and type": {"type": ["string", "null"], "enum": ["a", None, 5]},
    "number": {"type": "number"},
    "number bounds": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
    "one number": {"type": "number", "minimum": 0.1, "maximum": 0.1},
    "decimal steps": {"type": "number", "multipleOf": 0.01, "minimum": 0, "maximum": 1},
    "no integer": {"type": "number", "not": {"type": "integer"}},
    "huge number": {"type": "number", "minimum": 1e300},
    "alternation": {"type": "string", "pattern": "^(ab)+$|c", "maxLength": 8},
    "lookahead": {"type": "string", "pattern": "^(?!foo)[a-z]+$"},
    "negated class": {"type": "string", "pattern": "^[^/]+$"},
    "beyond ASCII": {"type": "string", "pattern": "^ü+$"},
    "two patterns": {"type": "string", "allOf": [{"pattern": "^a"}, {"pattern": "z$"}]},
    "format and pattern": {"type": "string", "format": "uuid", "pattern": "^a"},
    "format and length": {"type": "string", "format": "uri", "maxLength": 12},
    "unique": {"type": "array", "items": {"enum": [1, 1.0, True, "a"]}, "uniqueItems": True, "minItems": 3},
    "unique tuple": {
        "type": "array",
        "prefixItems": [{"const": 1}],
        "items": {"type": "integer"},
        "minItems": 3,
        "uniqueItems": True,
    },
    "counted contains": {
        "type": "array",
        "contains": {"type": "integer"},
        "minContains": 2,
        "maxContains": 3,
    },
    "contains in a tuple": {
        "type": "array",
        "prefixItems": [{"type": "integer"}, {"type": "string"}],
        "items": False,
        "contains": {"type": "string"},
    },
    "two contains in one item": {
        "allOf": [{"contains": {"const": 1}}, {"contains": {"type": "integer"}}],
        "type": "array",
        "maxItems": 1,
    },
    "unevaluatedItems": {
        "type": "array",
        "unevaluatedItems": {"type": "null"},
        "allOf": [{"prefixItems": [{"type": "integer"}]}],
    },
    "unevaluatedProperties": {
        "anyOf": [{"properties": {"a": {}}, "required": ["a"]}, {"properties": {"b": {}}, "required": ["b"]}],
        "unevaluatedProperties": False,
        "type": "object",
    },
    "two patternProperties": {
        "type": "object",
        "patternProperties": {"^a": {"type": "integer"}, "b$": {"minimum": 5}},
        "additionalProperties": False,
        "minProperties": 1,
    },
    "if then else": {
        "if": {"properties": {"kind": {"const": "a"}}, "required": ["kind"]},
        "then": {"required": ["x"], "properties": {"x": {"type": "integer"}}},
        "else": {"required": ["y"]},
        "type": "object",
        "properties": {"kind": {"enum": ["a", "b"]}},
    },
    "if without else": {"if": {"minimum": 10}, "then": {"multipleOf": 10}, "type": "integer"},
    "oneOf": {"oneOf": [{"type": "integer"}, {"type": "number", "minimum": 5}]},
    "oneOf that overlaps": {"oneOf": [{"multipleOf": 3}, {"multipleOf": 5}], "type": "integer"},
    "oneOf of keys": {
        "oneOf": [{"required": ["a"]}, {"required": ["b"]}],
        "type": "object",
        "properties": AB,
    },
    "not a type": {"not": {"type": ["string", "number"]}},
    "not a word": {"not": {"enum": [1, None]}},
    "not required": {"type": "object", "not": {"required": ["a"]}, "properties": AB},
    "not not": {"not": {"not": {"type": "integer"}}},
    "not any": {"not": {"anyOf": [{"type": "string"}, {"type": "object"}]}},
    "not all": {"not": {"allOf": [{"type": "string"}, {"minLength": 2}]}},
    "not a bound": {"type": "integer", "not": {"minimum": 5}},
    "not these properties": {"type": "object", "not": {"properties": {"a": {"type": "string"}}}},
    "not these items": {"type": "array", "not": {"items": {"type": "integer"}}},
    "not a reference": {"not": {"$ref": "#/$defs/a"}, "$defs": {"a": {"type": "object"}}},
    "dynamicRef": {
        "$id": "https://example.org/tree",
        "$dynamicAnchor": "node",
        "type": "object",
        "properties": {"data": True, "children": {"type": "array", "items": {"$dynamicRef": "#node"}}},
    },
    "draft 2019-09 closed recursion": {
        "$schema": D19,
        "$recursiveAnchor": True,
        "type": "object",
        "properties": {"c": {"$recursiveRef": "#"}, "d": {"type": "integer"}},
        "unevaluatedProperties": False,
    },
    "more alternatives than can be listed": {
        "type": "object",
        "properties": {name: {"type": "integer"} for name in "abcdefgh"},
        "allOf": [
            {"if": {"required": [one]}, "then": {"required": [other]}}
            for one, other in zip("abcdefg", "bcdefgh", strict=True)
        ],
    },
}
"""Values of these are built as far as possible, and put to an engine."""

SATISFIABLE = {**BUILT, **SIFTED}

UNSATISFIABLE: dict[str, Any] = {
    "false": False,
    "crossed bounds": {"type": "integer", "minimum": 5, "maximum": 3},
    "no integer between": {"type": "integer", "exclusiveMinimum": 1, "exclusiveMaximum": 2},
    "two types": {"allOf": [{"type": "string"}, {"type": "integer"}]},
    "required and forbidden": {"type": "object", "required": ["a"], "properties": {"a": False}},
    "required and closed": {"type": "object", "required": ["a"], "additionalProperties": False},
    "crossed lengths": {"type": "array", "minItems": 2, "maxItems": 1},
    "endless": {
        "$ref": "#/$defs/n",
        "$defs": {"n": {"type": "object", "required": ["n"], "properties": {"n": {"$ref": "#/$defs/n"}}}},
    },
    "not anything": {"not": {}},
    "a type and not it": {"type": "integer", "not": {"type": "integer"}},
    "words of another type": {"enum": [1, 2], "type": "string"},
    "a word and not it": {"const": 1, "not": {"const": 1}},
    "no items but some": {"type": "array", "items": False, "minItems": 1},
    "too few different items": {
        "type": "array",
        "uniqueItems": True,
        "items": {"type": "boolean"},
        "minItems": 3,
    },
    "contains nothing": {"type": "array", "contains": False},
    "too few keys": {
        "type": "object",
        "minProperties": 2,
        "properties": {"a": {}},
        "additionalProperties": False,
    },
    "the same twice": {"oneOf": [{"type": "integer"}, {"type": "integer"}], "type": "integer"},
    "longer than allowed": {"type": "string", "pattern": "^a+$", "maxLength": 0},
}

FORMATS = (
    "uuid", "date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4",
    "ipv6", "uri", "uri-reference", "iri", "iri-reference", "uri-template", "json-pointer",
    "relative-json-pointer", "regex",
)  # fmt: skip
