// SPDX-License-Identifier: Apache-2.0
package mesh.cli.report;

import mesh.spec.Problem;

/** A problem in one text, for formats that have room for one. */
final class Sentence {
    private Sentence() {}

    /** {@code hosts.pi4.routes[0]: '10.9.0.0/99' is not a CIDR. Write 10.9.0.0/24.} */
    static String of(Problem problem) {
        return (problem.path().isEmpty() ? "" : problem.path() + ": ") + problem.message() + ". "
                + Character.toUpperCase(problem.advice().charAt(0)) + problem.advice().substring(1)
                + (problem.advice().endsWith("?") ? "" : ".");
    }
}
