// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import mesh.desired.DesiredPeer;
import mesh.key.PublicKey;
import mesh.lock.Reach;
import mesh.net.Cidr;

/**
 * Leaves a process on a host that follows a peer while it changes its key: the peer's allowed IPs go to the one of its
 * two keys that shook hands last, within a tenth of a second, to and fro. It ends by itself, and as soon as the host is
 * applied. Needs no controller and changes no file of the configuration.
 */
public final class FollowProgram {
    private static final List<String> LIBRARIES = List.of("common", "home", "follow");

    private FollowProgram() {}

    /**
     * The program, which ends once the follower runs.
     *
     * @param reach the host that follows
     * @param peer as the host has it, with the key in use and its allowed IPs
     * @param next the key that the peer will switch to
     * @param time how long to follow
     * @throws IllegalArgumentException if the peer has no key or no allowed IPs
     */
    public static HostProgram of(Reach reach, DesiredPeer peer, PublicKey next, Duration time) {
        if (peer.publicKey().isEmpty() || peer.allowedIps().isEmpty()) {
            throw new IllegalArgumentException(peer.name() + " has nothing that could follow its key");
        }
        String allowed = peer.allowedIps().stream().map(Cidr::toString).collect(Collectors.joining(","));
        String begin = "begin " + reach.interfaceName() + "\n";
        String words = ShellText.words(List.of("follow", peer.publicKey().get().base64(), next.base64(),
                Long.toString(time.toSeconds()), allowed));
        String follower = HostProgram.standing(LIBRARIES, begin + "keep_following \"$@\"\n");
        return HostProgram.reporting(LIBRARIES, begin + ShellText.withInput(words, follower) + "tell done\n");
    }
}
