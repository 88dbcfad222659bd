// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.Optional;

import mesh.cli.run.Console;
import mesh.cli.run.MeshException;

/** The question before anything is written. Without a terminal nobody is asked. */
final class Approval {
    private final Console console;

    Approval(Console console) {
        this.console = console;
    }

    /** Asks whether a plan is to be applied. */
    static void ask(Console console, String retry) {
        new Approval(console).ask("\nApply this plan? Only 'yes' is a yes: ", "yes",
                "'" + retry + " --auto-approve', or save the plan first and apply that");
    }

    /**
     * Asks on the terminal.
     *
     * @param word what approves
     * @param otherwise how to do it without a terminal, completing "Run …"
     * @throws MeshException unless somebody types {@code word}
     */
    void ask(String question, String word, String otherwise) {
        if (!console.canAsk()) {
            throw MeshException.error("nobody can be asked: standard input is not a terminal",
                    "Nothing was written. Run " + otherwise + ".");
        }
        Optional<String> answer = console.ask(question);
        if (!answer.equals(Optional.of(word))) {
            throw MeshException.error("not approved", "Nothing was written.");
        }
    }
}
