// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import java.util.Optional;

import mesh.net.IpAddress;
import mesh.value.ValueFormatException;

/**
 * The two ends of an SSH connection, as its server sees them.
 *
 * @param client where it comes from: the controller or the last jump host
 * @param server the host's own address
 */
public record SshEnds(IpAddress client, IpAddress server) {

    /**
     * Reads what sshd puts into {@code SSH_CONNECTION}: client, port, server, port. Absent for anything else, such as a
     * connection without addresses; nothing depends on its being known.
     */
    public static Optional<SshEnds> read(String text) {
        String[] words = text.split(" ", -1);
        if (words.length != 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SshEnds(IpAddress.parse(words[0]), IpAddress.parse(words[2])));
        } catch (ValueFormatException unknown) {
            return Optional.empty();
        }
    }
}
