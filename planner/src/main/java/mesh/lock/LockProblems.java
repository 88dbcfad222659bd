// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.util.ArrayList;
import java.util.List;

import org.yaml.snakeyaml.error.Mark;

import mesh.spec.Problem;
import mesh.spec.SourcePosition;
import mesh.spec.SpecException;
import mesh.spec.SpecSource;

/** Collects what is wrong with one lock. */
final class LockProblems {
    private final SpecSource source;
    private final List<String> lines;
    private final List<Problem> found = new ArrayList<>();

    LockProblems(SpecSource source) {
        this.source = source;
        this.lines = source.text().lines().toList();
    }

    void add(LockProblemId id, Mark mark, String path, String message, String advice) {
        String line = mark.getLine() < lines.size() ? lines.get(mark.getLine()) : "";
        found.add(new Problem(id.text(), Problem.Severity.ERROR, source.name(),
                new SourcePosition(mark.getLine() + 1, mark.getColumn() + 1), path, message, advice, line));
    }

    /** @throws SpecException if anything was added */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new SpecException(found);
        }
    }

    SpecException thrown() {
        return new SpecException(found);
    }
}
