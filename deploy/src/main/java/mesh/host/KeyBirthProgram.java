// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.List;

import mesh.lock.Reach;

/**
 * Lets a private key be born on a host and tells its public half, as a value {@code = KEY}. A key that is there is kept
 * and told. The private key reaches no argument and no output.
 *
 * <p>One exception, on an OpenBSD whose openssl does not know X25519 and that has no {@code wg}: its ifconfig, on a spare
 * interface, is the only tool that can tell the public half, and it takes the private key as an argument, visible to
 * {@code ps} for that moment. Its netstart(8) does the same at every boot.
 */
public final class KeyBirthProgram {
    private KeyBirthProgram() {}

    /** The host's first key, or the one it has. */
    public static HostProgram of(Reach reach) {
        return of(reach, "birth");
    }

    /** The key that the host will switch to; it stands beside the one in use. */
    public static HostProgram next(Reach reach) {
        return of(reach, "next_birth");
    }

    private static HostProgram of(Reach reach, String function) {
        KeyHome home = KeyHome.of(reach.format());
        String command = ShellText.words(List.of(function, reach.interfaceName().text(), home.group(),
                home.directoryMode(), home.keyMode()));
        return HostProgram.reporting(List.of("common", "home", "birth"), command + "\nstep done\n");
    }
}
