// SPDX-License-Identifier: Apache-2.0
package mesh.cli.run;

/** The whole program, for commands that run others. */
@FunctionalInterface
public interface Program {
    /** @return the exit code */
    int run(Setting setting, String... arguments);
}
