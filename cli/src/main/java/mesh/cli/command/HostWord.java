// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.Arrays;
import java.util.Optional;

import mesh.model.OperatingSystem;
import mesh.name.NodeName;
import mesh.spec.SpecTemplate.FirstHost;
import mesh.spec.SshAddress;
import mesh.value.ValueFormatException;

/**
 * A host in one word, {@code NAME=ENDPOINT[,os=SYSTEM][,ssh=WHERE]}; the endpoint {@code nat} says that there is none.
 */
record HostWord(FirstHost host) {
    static final String USUAL_SYSTEM = OperatingSystem.LINUX.text();

    /** @throws ValueFormatException if {@code text} is no such word */
    static HostWord parse(String text) {
        String[] parts = text.split(",", -1);
        int equals = parts[0].indexOf('=');
        if (equals < 0) {
            throw new ValueFormatException(text, "is not a host: NAME=ADDRESS or NAME=nat is expected");
        }
        String endpoint = parts[0].substring(equals + 1);
        String os = USUAL_SYSTEM;
        Optional<String> ssh = Optional.empty();
        for (int at = 1; at < parts.length; at++) {
            if (parts[at].startsWith("os=")) {
                os = os(parts[at].substring("os=".length()));
            } else if (parts[at].startsWith("ssh=")) {
                ssh = Optional.of(ssh(parts[at].substring("ssh=".length())));
            } else {
                throw new ValueFormatException(parts[at], "is neither os=SYSTEM nor ssh=WHERE");
            }
        }
        return new HostWord(new FirstHost(new NodeName(parts[0].substring(0, equals)), os,
                endpoint.equals("nat") ? "" : endpoint(endpoint), ssh));
    }

    /** @throws ValueFormatException if {@code text} is neither {@code linux} nor {@code openbsd} */
    static String os(String text) {
        if (Arrays.stream(OperatingSystem.values()).map(OperatingSystem::text).noneMatch(text::equals)) {
            throw new ValueFormatException(text, "is neither linux nor openbsd");
        }
        return text;
    }

    /** @throws ValueFormatException if {@code text} is not an SSH destination in the short form */
    static String ssh(String text) {
        SshAddress.parse(text);
        return text;
    }

    /** @throws ValueFormatException if {@code text} is not an address or name, with a port or not */
    static String endpoint(String text) {
        if (SshAddress.parse(text).user().isPresent()) {
            throw new ValueFormatException(text, "is not an address: a user belongs to ssh");
        }
        return text;
    }
}
