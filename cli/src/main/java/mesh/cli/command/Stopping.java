// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.function.Consumer;

import mesh.apply.StopSignal;
import mesh.cli.run.Interrupts;

/**
 * What ^C does while hosts are changed: the first one lets those in hand finish, the second one ends the process, and those
 * hosts roll back.
 */
final class Stopping {
    private static final String FIRST = "Stopping: hosts in hand are finished, no other is begun. "
            + "^C again stops at once; those hosts then roll back by themselves.";
    private static final String SECOND = "Stopped at once. Hosts in hand roll back by themselves; 'mesh plan' shows them.";

    private Stopping() {}

    /**
     * In force until it is closed.
     *
     * @param say takes a line while the run goes on
     * @param lastWord takes the line before the process ends
     */
    static Interrupts on(StopSignal stop, Consumer<String> say, Consumer<String> lastWord) {
        return Interrupts.taken(() -> {
            if (stop.request()) {
                say.accept(FIRST);
            }
        }, () -> lastWord.accept(SECOND));
    }
}
