// SPDX-License-Identifier: Apache-2.0
package mesh.enrol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import mesh.key.PublicKey;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.net.IpAddress;
import mesh.ssh.HostKey;
import mesh.value.ValueFormatException;

/**
 * What a host told of itself. Nothing of it is to be believed before {@link #isMadeWith} says so.
 *
 * @param mesh whose host it says it is
 * @param host which one it says it is
 * @param hostKey of its sshd
 * @param publicKey of its WireGuard; absent under vault custody
 * @param addresses that it has, at most 8
 * @param text all that the MAC is of
 * @param mac 64 hexadecimal digits
 */
public record Answer(MeshName mesh, NodeName host, HostKey hostKey, Optional<PublicKey> publicKey,
        List<IpAddress> addresses, String text, String mac) {
    private static final String MAGIC = "mesh-answer-1";
    private static final String HOST_KEY_TYPE = "ssh-ed25519";
    private static final int FIXED = 5;
    private static final int MOST_ADDRESSES = 8;
    private static final int MAX_CHARACTERS = 2000;

    public Answer {
        addresses = List.copyOf(addresses);
    }

    /**
     * Reads an answer; blanks and line ends that a console put into it do not count.
     *
     * @throws ValueFormatException if it is none, or not whole
     */
    public static Answer parse(String line) {
        String whole = line.replaceAll("\\s+", "");
        String[] fields = whole.split(",", -1);
        int addresses = fields.length - FIXED - 1;
        if (whole.length() > MAX_CHARACTERS || !fields[0].equals(MAGIC) || addresses < 0 || addresses > MOST_ADDRESSES
                || !fields[fields.length - 1].matches("[0-9a-f]{64}")) {
            throw new ValueFormatException("(" + line.length() + " characters)",
                    "is no whole answer: one line from 'mesh-answer-1,' to the end is expected");
        }
        return new Answer(new MeshName(fields[1]), new NodeName(fields[2]), new HostKey(HOST_KEY_TYPE, fields[3]),
                fields[4].equals("-") ? Optional.empty() : Optional.of(PublicKey.parse(fields[4])),
                Arrays.stream(fields, FIXED, FIXED + addresses).map(IpAddress::parse).toList(),
                whole.substring(0, whole.lastIndexOf(',')), fields[fields.length - 1]);
    }

    /** True where a holder of {@code token} made it; takes the same time whatever differs. */
    public boolean isMadeWith(EnrolmentToken token) {
        return MessageDigest.isEqual(token.mac(text).getBytes(StandardCharsets.US_ASCII),
                mac.getBytes(StandardCharsets.US_ASCII));
    }
}
