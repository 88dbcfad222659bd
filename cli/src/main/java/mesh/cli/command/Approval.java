// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.Optional;

import mesh.cli.run.Console;
import mesh.cli.run.MeshException;

/** The question before anything is written. */
final class Approval {
    private Approval() {}

    /**
     * Asks on the terminal.
     *
     * @throws MeshException unless somebody types {@code yes}; without a terminal nobody is asked
     */
    static void ask(Console console, String retry) {
        if (!console.canAsk()) {
            throw MeshException.error("nobody can be asked: standard input is not a terminal",
                    "Nothing was written. Run '" + retry + " --auto-approve', or save the plan first and apply that.");
        }
        Optional<String> answer = console.ask("\nApply this plan? Only 'yes' is a yes: ");
        if (!answer.equals(Optional.of("yes"))) {
            throw MeshException.error("not approved", "Nothing was written.");
        }
    }
}
