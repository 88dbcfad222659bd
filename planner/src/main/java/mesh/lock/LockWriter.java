// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import mesh.key.PublicKey;
import mesh.model.SshSettings;
import mesh.name.NodeName;
import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.tls.Certificate;

/** Writes what {@link LockReader} reads. */
final class LockWriter {
    private static final String HEADER = """
            # Decisions that must not move: addresses, ports, public keys, and what was removed.
            # Written by mesh; commit it, do not edit it. It holds no secret.
            """;

    /** Scalars that mean the same in every YAML reader without quotes. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/@-]*(:[0-9]+)?");

    private final StringBuilder out = new StringBuilder(HEADER);

    private LockWriter() {}

    static String write(Lockfile lock) {
        LockWriter writer = new LockWriter();
        writer.out.append("format: ").append(LockCodec.FORMAT).append("\nmesh: ").append(lock.mesh()).append('\n');
        writer.authorities(lock.authorities());
        writer.out.append("nodes:\n");
        lock.nodes().forEach(writer::node);
        writer.out.append("removed:\n");
        lock.removed().forEach(writer::tombstone);
        return writer.out.append(LockCodec.END).append('\n').toString();
    }

    private void authorities(List<Certificate> authorities) {
        if (!authorities.isEmpty()) {
            out.append("authorities:\n");
            authorities.forEach(one -> out.append("  - ").append(quoted(one.base64())).append('\n'));
        }
    }

    private void node(NodeName name, LockedNode node) {
        block(name, node.addresses(), node.publicKey());
        node.key().ifPresent(key -> {
            line("key-generation", Integer.toString(key.generation()));
            line("key-since", key.since().toString());
            key.next().ifPresent(next -> line("next-key", next.base64()));
            key.former().ifPresent(former -> line("former-key", former.base64()));
        });
        node.presharedEpoch().ifPresent(epoch -> line("preshared-epoch", Integer.toString(epoch)));
        node.certificate().ifPresent(made -> line("certificate", made.base64()));
        node.port().ifPresent(port -> line("port", port.toString()));
        node.relay().ifPresent(relay -> {
            line("relay-key", relay.key().hex());
            relay.pin().ifPresent(pin -> line("relay-pin", pin.toString()));
        });
        node.agent().ifPresent(key -> line("agent-key", key.hex()));
        node.reach().ifPresent(this::reach);
    }

    private void tombstone(NodeName name, Tombstone tombstone) {
        block(name, tombstone.addresses(), tombstone.publicKey());
        tombstone.pending().ifPresent(this::reach);
    }

    private void block(NodeName name, List<IpAddress> addresses, Optional<PublicKey> publicKey) {
        out.append("  ").append(name).append(":\n");
        addresses.forEach(address -> line(address.isV6() ? "ipv6" : "ipv4", address.toString()));
        publicKey.ifPresent(key -> line("public-key", key.base64()));
    }

    private void reach(Reach reach) {
        line("os", reach.os().text());
        line("format", reach.format().text());
        line("interface", reach.interfaceName().text());
        if (reach.isProtected()) {
            line("protected", "true");
        }
        SshSettings ssh = reach.ssh();
        line("ssh", login(ssh.user() + "@", ssh.host().toString(), ssh.port()));
        line("ssh-become", ssh.become().text());
        ssh.jump().ifPresent(jump -> line("ssh-jump", login(jump.user() + "@", jump.host().toString(), jump.port())));
        if (!ssh.identityFiles().isEmpty()) {
            out.append("    ssh-identity: ").append(
                    ssh.identityFiles().stream().map(LockWriter::quoted).collect(Collectors.joining(", ", "[", "]")))
                    .append('\n');
        }
    }

    private static String login(String user, String host, Port port) {
        return user + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private void line(String key, String value) {
        out.append("    ").append(key).append(": ").append(PLAIN.matcher(value).matches() ? value : quoted(value))
                .append('\n');
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
