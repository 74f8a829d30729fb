"""Walking a query tree without recursion."""

from collections.abc import Iterator

from tokkyo.query.tree import Bool, Node


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below a node, in the order must, filter, should, must_not."""
    if isinstance(node, Bool):
        return node.must + node.filter + node.should + node.must_not
    return ()


def walk(root: Node) -> Iterator[tuple[Node, int]]:
    """Yield every node with the number of `Bool` nodes above it, parents first, in reading order."""
    waiting = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting.extend((child, depth + 1) for child in reversed(children(node)))


def leaves(root: Node) -> Iterator[Node]:
    """Yield every node that is no `Bool`, in reading order."""
    return (node for node, _ in walk(root) if not isinstance(node, Bool))
