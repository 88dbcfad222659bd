// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import mesh.net.InterfaceName;

/** How activation scripts are written down, whatever runs them. */
final class ActivationScript {
    private ActivationScript() {}

    /**
     * The commands as one subshell, which fails when its last AND list does, whether or not {@code set -e} is in force
     * around it, and which cannot eat the caller's standard input.
     *
     * @param commands POSIX sh in which {@code wgN} stands for the interface
     */
    static String of(String commands, InterfaceName interfaceName) {
        return "(\n" + commands.replace("wgN", interfaceName.text()) + ") </dev/null\n";
    }
}
