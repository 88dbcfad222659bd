// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.Optional;

import mesh.name.UserName;
import mesh.net.IpV6;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.value.ValueFormatException;

/**
 * The short form of an SSH destination: {@code HOST}, {@code USER@HOST}, {@code HOST:PORT} or {@code USER@HOST:PORT}. An
 * IPv6 address with a port stands in brackets; without a port it may stand alone.
 *
 * @param host where sshd listens
 * @param port its TCP port, if given
 * @param user login name, if given
 */
public record SshAddress(NetworkHost host, Optional<Port> port, Optional<UserName> user) {

    /** @throws ValueFormatException if {@code text} has another form */
    public static SshAddress parse(String text) {
        int at = text.indexOf('@');
        Optional<UserName> user = at < 0 ? Optional.empty() : Optional.of(new UserName(text.substring(0, at)));
        String rest = text.substring(at + 1);
        if (rest.startsWith("[")) {
            return bracketed(text, rest, user);
        }
        int colon = rest.indexOf(':');
        if (colon < 0 || colon != rest.lastIndexOf(':')) {
            return new SshAddress(NetworkHost.parse(rest), Optional.empty(), user);
        }
        return new SshAddress(NetworkHost.parse(rest.substring(0, colon)),
                Optional.of(Port.parse(rest.substring(colon + 1))), user);
    }

    private static SshAddress bracketed(String text, String rest, Optional<UserName> user) {
        int end = rest.indexOf(']');
        if (end < 0 || end + 1 < rest.length() && rest.charAt(end + 1) != ':') {
            throw new ValueFormatException(text, "is not an SSH destination: [ADDRESS]:PORT is expected");
        }
        NetworkHost host = new NetworkHost.Literal(IpV6.parse(rest.substring(1, end)));
        Optional<Port> port = end + 1 == rest.length()
                ? Optional.empty()
                : Optional.of(Port.parse(rest.substring(end + 2)));
        return new SshAddress(host, port, user);
    }
}
