// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.desired.DesiredHost;
import mesh.files.Activation;
import mesh.key.PublicKey;
import mesh.model.Format;
import mesh.net.Cidr;
import mesh.render.Reader.Result;

/** The rendered file brought up by wg-quick itself, and what wg, ip and route then show. */
class WgQuickReaderTest {
    private static final DesiredHost HOST = Fixture.host(Format.WG_QUICK);

    @TempDir
    private Path folder;

    private final String text = Rendered.text(new Renderers().render(HOST), "/etc/wireguard/wg0.conf");

    @BeforeEach
    void makesTheKeyFiles() throws IOException {
        Reader.needs("wg", "wg-quick", "bash", "ip", "awk", "unshare");
        keyFile("private.key", Fixture.privateKey(1).revealBase64());
        for (String peer : List.of("berlin", "quito", "staged")) {
            keyFile("psk/" + peer, Fixture.privateKey(900 + peer.length()).revealBase64());
        }
        Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n198.51.100.9 vpn.example.net\n");
        Files.writeString(folder.resolve("wg0.conf"), text.replace("/etc/mesh", folder + "/mesh"));
        folder.resolve("wg0.conf").toFile().setReadable(false, false);
    }

    private void keyFile(String name, String key) throws IOException {
        Path file = folder.resolve("mesh/wg0").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, key + "\n");
    }

    @Test
    void becomesTheInterfaceThatWasAskedFor() throws IOException, InterruptedException {
        Reader.needs("wireguard-go");
        Reader.needsNamespaces();
        Result result = Reader.runIsolated(folder, "wg-quick-up.sh",
                List.of(folder.resolve("wg0.conf").toString(), folder.resolve("hosts").toString()));
        assertThat(result.exitCode()).as(result.output()).isZero();
        Map<String, List<String>> shown = sections(result.output());
        assertThat(shown.get("address")).containsExactly("192.168.200.1/24", "192.168.200.101/24", "fd00:9::101/64",
                "fd00:9::1/64");
        assertThat(shown.get("route")).contains("10.44.0.0/16", "192.168.200.0/24", "fd00:9::/64", "fd00:44::/64");
        assertThat(shown.get("mtu")).containsExactly("1420");
        assertThat(shown.get("setconf")).containsExactly(Integer.toString(HOST.peers().size()));
        List<String> dump = shown.getOrDefault("dump", List.of());
        PublicKey own = HOST.iface().publicKey().orElseThrow();
        assertThat(dump.getFirst()).contains("\t" + own + "\t51820\t");
        assertThat(dump.subList(1, dump.size())).map(line -> peerWithoutCounters(line.split("\t")))
                .containsExactlyInAnyOrder(
                        Fixture.publicKey(2) + " psk 203.0.113.12:51820 192.168.200.2/32,fd00:9::2/128 off",
                        Fixture.publicKey(3) + " (none) 198.51.100.9:51821"
                                + " 10.44.0.0/16,192.168.200.3/32,fd00:9::3/128,fd00:44::/64 25",
                        Fixture.publicKey(4) + " (none) (none) 192.168.200.4/32,fd00:9::4/128 off",
                        Fixture.publicKey(5) + " psk [2001:db8::7]:51820 192.168.200.5/32 25",
                        Fixture.publicKey(6) + " psk (none) (none) off");
    }

    @Test
    void comesUpRestartsAndGoesAwayByItsScripts() throws IOException, InterruptedException {
        Reader.needs("wireguard-go");
        Reader.needsNamespaces();
        Activation activation = WgQuickActivation.of(Fixture.WG0);
        Files.writeString(folder.resolve("up.sh"), activation.up());
        Files.writeString(folder.resolve("restart.sh"), activation.restart());
        Files.writeString(folder.resolve("down.sh"), activation.down());
        Result result = Reader.runIsolated(folder, "wg-quick-life.sh", List.of(folder.toString()));
        String running = "key " + Fixture.publicKey(1) + ", peers " + HOST.peers().size();
        assertThat(result).isEqualTo(
                new Result(0, "up: " + running + "\nrestart: " + running + "\ndown: none\ndown: none\n"));
    }

    /** Columns by wg(8): public key, preshared key, endpoint, allowed IPs, handshake, received, sent, keepalive. */
    private static String peerWithoutCounters(String[] column) {
        String psk = column[1].equals("(none)") ? "(none)" : "psk";
        return String.join(" ", column[0], psk, column[2], sorted(column[3]), column[7]);
    }

    private static String sorted(String allowedIps) {
        return allowedIps.equals("(none)")
                ? allowedIps
                : Stream.of(allowedIps.split(",")).map(Cidr::parse).sorted().map(Cidr::toString)
                        .collect(Collectors.joining(","));
    }

    @Test
    void checkTakesTheStagedFileAndRefusesWhatIsNotWhole() throws IOException, InterruptedException {
        assertThat(check(text)).isEqualTo(0);
        assertThat(check(text.stripTrailing())).isEqualTo(1);
        assertThat(check("")).isEqualTo(1);
    }

    private int check(String staged) throws IOException, InterruptedException {
        Path file = folder.resolve("stage/etc/wireguard/wg0.conf");
        Files.createDirectories(file.getParent());
        Files.writeString(file, staged);
        String script = WgQuickActivation.of(Fixture.WG0).check();
        return Reader.run(folder, Map.of("STAGE", folder.resolve("stage").toString()),
                List.of("sh", "-c", "set -e\n" + script)).exitCode();
    }

    private static Map<String, List<String>> sections(String output) {
        Map<String, List<String>> sections = new TreeMap<>();
        for (String section : output.split("(?m)^== ")) {
            List<String> lines = section.lines().toList();
            if (!lines.isEmpty()) {
                sections.put(lines.getFirst(), lines.subList(1, lines.size()));
            }
        }
        return sections;
    }
}
