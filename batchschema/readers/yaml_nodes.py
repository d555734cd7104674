"""YAML nodes put together from libyaml's events, one at a time: no tag is resolved, and nothing is built."""

from __future__ import annotations

from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from batchschema.core import Position
from batchschema.readers.yaml_text import DEEPEST, LOADER


class Composer:
    """Puts nodes together from events, without recursion, so that depth costs nothing."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._events = yaml.parse(text, Loader=LOADER)
        self._anchors: dict[str, Node] = {}

    def next(self) -> yaml.Event:
        """The next event; raises `yaml.YAMLError` where the text is broken."""
        event: yaml.Event | None = next(self._events, None)
        if event is None:
            raise yaml.YAMLError("ends too early")
        return event

    def node(self, event: yaml.Event) -> Node:
        """The node that begins with an event."""
        root = self._begun(event)
        open_nodes = [root] if isinstance(event, yaml.CollectionStartEvent) else []
        keys: list[Node | None] = [None]
        while open_nodes:
            event = self.next()
            if isinstance(event, yaml.CollectionEndEvent):
                open_nodes.pop().end_mark = event.end_mark
                keys.pop()
                continue
            node = self._begun(event)
            above = open_nodes[-1]
            if isinstance(above, SequenceNode):
                above.value.append(node)
            elif keys[-1] is None:
                keys[-1] = node
            else:
                above.value.append((keys[-1], node))
                keys[-1] = None
            if isinstance(event, yaml.CollectionStartEvent):
                open_nodes.append(node)
                keys.append(None)
                if len(open_nodes) > DEEPEST:
                    raise _broken(f"is nested more than {DEEPEST} levels deep", event)
        return root

    def _begun(self, event: Any) -> Node:
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self._anchors:
                raise _broken(f"found undefined alias {event.anchor!r}", event)
            return self._anchors[event.anchor]
        node: Node
        start, end, tag = event.start_mark, event.end_mark, event.tag or ""
        if isinstance(event, yaml.ScalarEvent):
            node = ScalarNode(tag, event.value, start, end, event.style)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = SequenceNode(tag, [], start, end)
        else:
            node = MappingNode(tag, [], start, end)
        if event.anchor:
            self._anchors[event.anchor] = node
        return node


def position_of(node: Node) -> Position:
    """Where a node starts."""
    return Position(node.start_mark.line + 1, node.start_mark.column + 1)


def _broken(problem: str, event: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)
