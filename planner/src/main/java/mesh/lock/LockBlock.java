// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

import mesh.value.ValueFormatException;

/**
 * One block of the lock while it is read.
 *
 * @param tree reads its values
 * @param problems takes what is wrong
 * @param key node with the block's name
 * @param path of the block, such as {@code nodes.pi4}
 * @param entries of the block by key
 */
record LockBlock(LockTree tree, LockProblems problems, Node key, String path, Map<String, NodeTuple> entries) {

    /** Reports every key that is not one of {@code known}. */
    void allowOnly(Set<String> known) {
        entries.forEach((name, tuple) -> {
            if (!known.contains(name)) {
                problems.add(LockProblemId.UNKNOWN_KEY, tuple.getKeyNode().getStartMark(), LockTree.join(path, name),
                        ValueFormatException.printable(name) + " is not a key of this block",
                        "delete the line, or use the version of mesh that wrote it");
            }
        });
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    Optional<Node> node(String name) {
        return Optional.ofNullable(entries.get(name)).map(NodeTuple::getValueNode);
    }

    /** The value of {@code name} as {@code parse} reads it; absent where it is missing or, with a problem, malformed. */
    <T> Optional<T> value(String name, Function<String, T> parse) {
        return node(name).flatMap(node -> tree.text(node, LockTree.join(path, name)).flatMap(text -> {
            try {
                return Optional.of(parse.apply(text));
            } catch (ValueFormatException malformed) {
                problems.add(LockProblemId.BAD_VALUE, node.getStartMark(), LockTree.join(path, name),
                        LockTree.explain(malformed),
                        "restore the line from git, or delete it and run mesh lock");
                return Optional.empty();
            }
        }));
    }

    /** As {@link #value}, with a problem where it is missing. */
    <T> Optional<T> required(String name, Function<String, T> parse) {
        if (!has(name)) {
            problems.add(LockProblemId.MISSING_KEY, key.getStartMark(), path, name + " is missing here",
                    "restore the block from git, or delete the whole block and run mesh lock");
        }
        return value(name, parse);
    }

    /** The items of {@code name} as {@code parse} reads them; those that are malformed are left out, with a problem. */
    <T> List<T> values(String name, Function<String, T> parse) {
        List<T> values = new ArrayList<>();
        node(name).ifPresent(node -> tree.texts(node, LockTree.join(path, name)).forEach(text -> {
            try {
                values.add(parse.apply(text));
            } catch (ValueFormatException malformed) {
                problems.add(LockProblemId.BAD_VALUE, node.getStartMark(), LockTree.join(path, name),
                        LockTree.explain(malformed), "restore the lines from git");
            }
        }));
        return values;
    }

    List<String> list(String name) {
        return node(name).map(node -> tree.texts(node, LockTree.join(path, name))).orElse(List.of());
    }
}
