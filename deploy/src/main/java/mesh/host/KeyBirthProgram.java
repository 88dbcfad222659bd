// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.key.PublicKey;
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
        return of(reach, Optional.empty());
    }

    /** @param running the key that the interface runs with and that is to stay: it is copied and not made */
    public static HostProgram of(Reach reach, Optional<PublicKey> running) {
        return of(reach, "birth", running.map(PublicKey::base64).stream().toList());
    }

    /** The key that the host will switch to; it stands beside the one in use. */
    public static HostProgram next(Reach reach) {
        return of(reach, "next_birth", List.of());
    }

    private static HostProgram of(Reach reach, String function, List<String> more) {
        KeyHome home = KeyHome.of(reach.format());
        List<String> words = new ArrayList<>(List.of(function, reach.interfaceName().text(), home.group(),
                home.directoryMode(), home.keyMode()));
        words.addAll(more);
        String command = ShellText.words(words);
        return HostProgram.reporting(List.of("common", "home", "birth"), command + "\ntell done\n");
    }
}
