// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import mesh.files.Activation;

/**
 * A format's scripts as one file, whose first argument says which. They are a file of their own so that nothing in them
 * can end or confuse the program they come with; one, since each costs a host a process.
 */
final class ActivationText {
    private ActivationText() {}

    /**
     * The command that lays it down.
     *
     * @param now of the format that the host gets, or has where it leaves
     * @param before of the format that it has
     */
    static String staging(Activation now, Activation before) {
        return ApplyProgram.script("activation", "case $1 in\n" + way("check", now.check()) + way("up", now.up())
                + way("restart", now.restart()) + way("down", now.down()) + way("old-up", before.up())
                + way("old-down", before.down()) + "esac\n");
    }

    /** As {@link #staging(Activation, Activation)}, where the format stays the same. */
    static String staging(Activation now) {
        return ApplyProgram.script("activation", "case $1 in\n" + way("check", now.check())
                + way("up | old-up", now.up()) + way("restart", now.restart()) + way("down | old-down", now.down())
                + "esac\n");
    }

    private static String way(String names, String commands) {
        return names + ")\n" + commands + (commands.endsWith("\n") ? "" : "\n") + ";;\n";
    }
}
