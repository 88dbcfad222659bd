// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Assumptions;

import mesh.lab.Lab;
import mesh.lab.LabBuilder;
import mesh.lab.LabHost;
import mesh.lab.LabResult;

/** A lab with a repository beside it: {@code mesh.yaml}, {@code known_hosts}, and the program to work on them. */
final class Fleet implements AutoCloseable {
    private final Lab lab;
    private final Path folder;
    private final Program program;

    private Fleet(Lab lab, Path folder) {
        this.lab = lab;
        this.folder = folder;
        this.program = new Program(folder);
    }

    /** Starts a lab, or skips the test with the reason; with {@code LAB_REQUIRED=1} a reason is a failure. */
    static Fleet start(Path folder, String name, UnaryOperator<LabBuilder> members) {
        List<String> missing = Lab.missing();
        if (!"1".equals(System.getenv("LAB_REQUIRED"))) {
            Assumptions.assumeTrue(missing.isEmpty(), () -> "no lab here: " + String.join("; ", missing));
        }
        Fleet fleet = new Fleet(members.apply(Lab.named(name)).start(), folder);
        fleet.write("known_hosts", String.join("\n", fleet.lab.knownHosts()) + "\n");
        return fleet;
    }

    LabHost host(String name) {
        return lab.host(name);
    }

    Program program() {
        return program;
    }

    Path folder() {
        return folder;
    }

    /** The private key file by which the lab's hosts let mesh in. */
    String identity() {
        return lab.identityFile().toString();
    }

    /** A host's block in the spec: reached as root at the lab's address, which is its endpoint too. */
    String block(String name, String... more) {
        LabHost host = lab.host(name);
        StringBuilder yaml = new StringBuilder("  " + name + ":\n");
        yaml.append("    os: ").append(host.os().name().toLowerCase(java.util.Locale.ROOT)).append('\n');
        yaml.append("    ssh: {host: ").append(host.sshAddress()).append(", user: root, identity: [")
                .append(lab.identityFile()).append("]}\n");
        for (String line : more) {
            yaml.append("    ").append(line).append('\n');
        }
        return yaml.toString();
    }

    /** {@link #block} with the host's lab address as endpoint. */
    String callable(String name, String... more) {
        String[] lines = new String[more.length + 1];
        lines[0] = "endpoint: " + lab.host(name).address();
        System.arraycopy(more, 0, lines, 1, more.length);
        return block(name, lines);
    }

    void spec(String head, String... blocks) {
        write("mesh.yaml", head + "hosts:\n" + String.join("", blocks));
    }

    void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Program.Run apply(String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "apply";
        arguments[1] = "--auto-approve";
        System.arraycopy(options, 0, arguments, 2, options.length);
        return program.run(arguments);
    }

    /** Applies once with changes and once more, which must find nothing to do and log in once a host at the most. */
    Program.Run applyTwice() {
        Program.Run first = apply().exits(0);
        Map<String, Long> before = logins();
        Program.Run second = apply().exits(0);
        Map<String, Long> after = logins();
        assertThat(after).as("logins, before the second apply %s", before)
                .allSatisfy((host, count) -> assertThat(count - before.getOrDefault(host, 0L)).isBetween(0L, 1L));
        assertThat(after).as("the second apply reads the hosts").isNotEqualTo(before);
        assertThat(second.out() + second.err()).as("second apply").contains("No changes");
        return first;
    }

    /** Logins that each host's sshd has seen so far. */
    private Map<String, Long> logins() {
        return lab.hosts().stream().collect(Collectors.toMap(LabHost::name,
                host -> host.consoleText().lines().filter(line -> line.contains("Accepted publickey")).count()));
    }

    /** The mesh address that the lock gives to {@code name}. */
    String meshAddress(String name, String family) {
        Matcher line = Pattern.compile("(?m)^  " + name + ":\\n(?:    .*\\n)*?    " + family + ": (\\S+)$")
                .matcher(read("mesh.lock"));
        assertThat(line.find()).as("%s of %s in mesh.lock:%n%s", family, name, read("mesh.lock")).isTrue();
        return line.group(1);
    }

    /** Every ordered pair answers over IPv4 and IPv6 through the mesh. */
    void everyPairPings(String... names) {
        for (String from : names) {
            for (String to : names) {
                if (!from.equals(to)) {
                    pings(from, "ping", meshAddress(to, "ipv4"));
                    pings(from, lab.host(from).os() == mesh.lab.LabOs.OPENBSD ? "ping6" : "ping",
                            meshAddress(to, "ipv6"));
                }
            }
        }
    }

    private void pings(String from, String command, String address) {
        LabResult result = lab.host(from).run(command + " -c 1 -w 10 " + address);
        assertThat(result.exit()).as(() -> "%s: %s %s%n%s%s%n%s".formatted(from, command, address, result.out(),
                result.err(), status())).isZero();
    }

    private String status() {
        return program.run("status").out();
    }

    @Override
    public void close() {
        lab.close();
    }
}
