// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What only one block of a lock may say. Two branches that each added a node merge into a text that says it twice. */
final class UniqueValues {
    private final Map<String, String> owners = new HashMap<>();
    private final LockProblems problems;

    UniqueValues(LockProblems problems) {
        this.problems = problems;
    }

    /**
     * @param id of the problem if {@code value} was claimed before
     * @param line of {@code block} that holds it
     */
    void claim(LockProblemId id, String value, LockBlock block, String line) {
        Optional<String> owner = Optional.ofNullable(owners.putIfAbsent(id + " " + value, block.path()));
        owner.ifPresent(first -> block.node(line)
                .ifPresent(node -> problems.add(id, node.getStartMark(), LockTree.join(block.path(), line),
                        value + " belongs to " + first + " already",
                        "if a merge brought both, delete this line and run mesh lock, which decides it anew")));
    }
}
