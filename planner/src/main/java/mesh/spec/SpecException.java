// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;

/** A spec or lock that cannot be used: every problem found in one run, errors and warnings, in file order. */
public final class SpecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** @param problems at least one error */
    public SpecException(List<Problem> problems) {
        super(problems.size() + " problems");
        this.problems = problems.stream().sorted(Problem.BY_PLACE).toList();
    }

    public List<Problem> problems() {
        return problems;
    }
}
