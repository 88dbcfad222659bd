// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import mesh.lab.LabBuilder;
import mesh.lab.LabHost;
import mesh.lab.LabResult;
import mesh.lab.WebServer;

/**
 * Hosts that fetch their changes from nginx, and maple, which is reached over SSH and has the web server: bundles at its
 * root, and {@code /reports/} for what hosts put there.
 */
final class PullFleet implements AutoCloseable {
    static final String PULL = "sh /etc/mesh/pull-wg0/pull";

    private final Path folder;
    private final Fleet fleet;
    private final List<String> pulling;
    private final boolean reports;
    private final Map<String, Enrolled> enrolled = new LinkedHashMap<>();
    private Optional<String> source = Optional.empty();

    private PullFleet(Path folder, Fleet fleet, List<String> pulling, boolean reports) {
        this.folder = folder;
        this.fleet = fleet;
        this.pulling = pulling;
        this.reports = reports;
    }

    /** What a host prints at its enrolment: WireGuard's public key, the age recipient, and what it signs reports with. */
    record Enrolled(String key, String recipient, String reportKey) {}

    /** @param reports whether hosts say what became of their bundles */
    static PullFleet start(Path folder, boolean reports, UnaryOperator<LabBuilder> members, String... pulling)
            throws IOException, InterruptedException {
        for (String tool : new String[]{"nginx", "age", "age-keygen", "ssh-keygen"}) {
            boolean there = Files.isExecutable(Path.of("/usr/sbin/" + tool))
                    || Files.isExecutable(Path.of("/usr/bin/" + tool));
            Assumptions.assumeTrue(there, () -> tool + " is not on this machine");
        }
        Fleet fleet = Fleet.start(folder, "pull", lab -> members.apply(lab).linux("maple"));
        PullFleet pull = new PullFleet(folder, fleet, List.of(pulling), reports);
        LabHost maple = fleet.host("maple");
        WebServer.start(maple);
        pull.signKey("publisher");
        pull.spec(51820);
        return pull;
    }

    /** Bundles come from {@code url} and not from nginx; whoever asks for it brings them there. */
    void fetchFrom(String url) {
        source = Optional.of(url);
        spec(51820);
    }

    Fleet fleet() {
        return fleet;
    }

    LabHost host(String name) {
        return fleet.host(name);
    }

    void signKey(String name) throws IOException, InterruptedException {
        Process made = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f",
                folder.resolve(name).toString()).inheritIO().start();
        assertThat(made.waitFor()).isZero();
    }

    /** @param more lines of hosts, after their names */
    void spec(int port, String... more) {
        String[] hosts = Stream.concat(pulling.stream().map(name -> fleet.callable(name, lines(name, more))),
                Stream.of(fleet.callable("maple"))).toArray(String[]::new);
        fleet.spec("""
                mesh: pulled
                network: {ipv4: 10.98.0.0/24, port: %d}
                """.formatted(port), hosts);
    }

    private String[] lines(String name, String... more) {
        String url = "http://" + host("maple").address() + ":8080";
        Stream<String> own = Arrays.stream(more).filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1));
        Stream<String> keys = enrolled.containsKey(name)
                ? Stream.of("pull-key: " + enrolled.get(name).recipient(),
                        "pull-report-key: " + enrolled.get(name).reportKey())
                : Stream.of();
        List<String> said = own.toList();
        Stream<String> report = reports && said.stream().noneMatch(line -> line.startsWith("pull-report:"))
                ? Stream.of("pull-report: " + url + "/reports")
                : Stream.of();
        return Stream.of(Stream.of("pull: " + source.orElse(url)), keys, report, said.stream()).flatMap(lines -> lines)
                .toArray(String[]::new);
    }

    /** Makes all hosts that pull known to the mesh, and applies it for maple. */
    void enrolAll() {
        for (String host : pulling) {
            enrolled.put(host, enrol(host));
        }
        spec(51820);
        List<String> lock = Stream.concat(Stream.of("lock"), enrolled.entrySet().stream()
                .flatMap(one -> Stream.of("--key", one.getKey() + "=" + one.getValue().key()))).toList();
        fleet.program().run(lock.toArray(String[]::new)).exits(0);
        assertThat(fleet.apply().exits(0).err()).contains("Not looked at", String.join(", ", pulling));
    }

    private Enrolled enrol(String host) {
        String program = fleet.program().run("publish", "--enrol", host, "--sign-key", "publisher").exits(0).out();
        fleet.host(host).put("/root/enrol", "600", program);
        LabResult first = fleet.host(host).run("sh /root/enrol");
        assertThat(first.ok()).as(first.out() + first.err()).isTrue();
        String said = fleet.host(host).run("sh /root/enrol").orThrow();
        assertThat(said).as("a second enrolment").isEqualTo(first.out());
        for (String secret : List.of("identity", "report-key")) {
            assertThat(fleet.host(host).run("ls -l /etc/mesh/pull-wg0/" + secret).orThrow()).startsWith("-rw-------");
        }
        return new Enrolled(found(said, "mesh lock --key " + host + "=(\\S+)"), found(said, "pull-key: (\\S+)"),
                found(said, "pull-report-key: (.+)"));
    }

    private static String found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in%n%s", pattern, text).isTrue();
        return matcher.group(1);
    }

    void publish(String key) {
        fleet.program().run("publish", "bundles", "--sign-key", key).exits(0);
        pulling.forEach(host -> serve(host, bundle(host)));
    }

    String bundle(String host) {
        try {
            return Files.readString(folder.resolve("bundles").resolve(host + ".bundle"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    void serve(String host, String text) {
        fleet.host("maple").put("/srv/" + host + ".bundle", "644", text);
    }

    String pulls(String host, int exit) {
        LabResult result = fleet.host(host).run(PULL);
        assertThat(result.exit()).as(() -> result.out() + result.err()
                + fleet.host(host).run("cat /var/run/mesh-wg0.pull/err").out()).isEqualTo(exit);
        return result.out();
    }

    @Override
    public void close() {
        fleet.close();
    }
}
