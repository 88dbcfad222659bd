// SPDX-License-Identifier: Apache-2.0
package mesh.wireguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.fuzz.Mutations;
import mesh.key.PublicKey;
import mesh.net.InterfaceName;
import mesh.net.Keepalive;
import mesh.net.TransportAddress;

/** What the systems' programs print, and what is made of it. */
class WireGuardTextTest {
    private static final PublicKey ANNA = PublicKey.parse("HIgo9xNzJMWLKASShiTqIybxZ0U3wGLiUeJ1PKf8ykw=");
    private static final PublicKey BERT = PublicKey.parse("xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=");
    private static final String IFCONFIG = """
            wg0: flags=80c3<UP,BROADCAST,RUNNING,NOARP,MULTICAST> mtu 1420
            \tdescription: wgpeer mine
            \tindex 5 priority 0 llprio 3
            \twgport 51820
            \twgpubkey 3p7bfXt9wbTTW2HC7OQ1Nz+DQ8hbeGdNrfx+FG+IK08=
            \twgpeer HIgo9xNzJMWLKASShiTqIybxZ0U3wGLiUeJ1PKf8ykw=
            \t\twgdescr: tx: 1, rx: 2
            \t\twgpsk (present)
            \t\twgpka 25 (sec)
            \t\twgendpoint 2001:db8::7 51820
            \t\ttx: 1480, rx: 92
            \t\tlast handshake: 12 seconds ago
            \t\twgaip 10.9.0.2/32
            \twgpeer xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=
            \t\twgendpoint unable to print
            \t\ttx: 0, rx: 0
            \tgroups: wg
            \tinet 10.9.0.1 netmask 0xffffff00 broadcast 10.9.0.255
            """;

    @TempDir
    private Path directory;

    @Test
    void wgPrintsEndpointsBytesAndMoments() throws IOException {
        assertThat(WgText.peers(ANNA + "\t(none)\n" + BERT + "\t[fe80::1%eth0]:7\n",
                ANNA + "\t0\t0\n" + BERT + "\t92\t1480\n", ANNA + "\t0\n" + BERT + "\t1700000000\n")).isEqualTo(
                        java.util.Map.of(ANNA, new PeerReading(Optional.empty(), 0, 0, 0), BERT,
                                new PeerReading(Optional.of(TransportAddress.parse("[fe80::1]:7")), 1_700_000_000, 92,
                                        1480)));
    }

    @Test
    void aPeerThatCameBetweenTwoCallsIsLeftOut() throws IOException {
        assertThat(WgText.peers(ANNA + "\t(none)\n", ANNA + "\t0\t0\n" + BERT + "\t0\t0\n", BERT + "\t0\n")).isEmpty();
    }

    @Test
    void aHandshakeOfTheFutureIsOneOfNow() throws IOException {
        String text = IFCONFIG.replace("handshake: 12 seconds", "handshake: -12 seconds");

        assertThat(IfconfigText.peers(text, 1_700_000_012).get(ANNA)).isEqualTo(new PeerReading(
                Optional.of(TransportAddress.parse("[2001:db8::7]:51820")), 1_700_000_012, 92, 1480));
    }

    @Test
    void ifconfigPrintsPeersBehindTabs() throws IOException {
        SortedMap<PublicKey, PeerReading> peers = IfconfigText.peers(IFCONFIG, 1_700_000_012);
        assertThat(peers.get(ANNA)).isEqualTo(new PeerReading(
                Optional.of(TransportAddress.parse("[2001:db8::7]:51820")), 1_700_000_000, 92, 1480));
        assertThat(peers.get(BERT)).isEqualTo(new PeerReading(Optional.empty(), 0, 0, 0));
        assertThat(peers).hasSize(2);
        assertThat(IfconfigText.keepalives(IFCONFIG))
                .isEqualTo(java.util.Map.of(ANNA, new Keepalive(25), BERT, new Keepalive(0)));
    }

    @Test
    void theKernelsTableCountsPacketsBothWays() {
        String table = """
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                    lo: 99 9 0 0 0 0 0 0 99 9 0 0 0 0 0 0
                  wg01:1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0
                   wg0: 1480 12 0 0 0 0 0 0 920 30 0 0 0 0 0 0
                """;
        assertThat(new PacketCount(new InterfaceName("wg0")).of(table)).hasValue(42);
        assertThat(new PacketCount(new InterfaceName("wg0")).of(table.replace("wg0:", "wg7:"))).isEmpty();
        assertThat(new PacketCount(new InterfaceName("wg0")).of("wg0: 1 2 3")).isEmpty();
    }

    @Test
    void textsThatAreNoneAreRefusedWithAReasonAndNothingElse() {
        List<String> wrong = List.of("x", ANNA.base64(), ANNA + "\tx:y", ANNA + "\t1.2.3.4:0", "\t\t");
        for (String text : wrong) {
            assertThatThrownBy(() -> WgText.peers(text, "", "")).as(text).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> WgText.peers("", ANNA + "\t-1\t99999999999999999999", ""))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> IfconfigText.peers("\twgpeer " + ANNA + "\n\t\ttx: 1\n", 0))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> IfconfigText.peers("\twgpeer no key\n", 0)).isInstanceOf(IOException.class);
    }

    @Test
    void aBrokenTextNeverThrowsAnythingElse() {
        Mutations inputs = new Mutations(List.of(IFCONFIG.getBytes(StandardCharsets.UTF_8)), 4_000, 6);
        for (long i = Mutations.count(5_000); i > 0; i--) {
            String text = new String(inputs.next(), StandardCharsets.UTF_8);
            try {
                assertThat(IfconfigText.peers(text, 0).size()).isLessThanOrEqualTo(20);
            } catch (IOException refused) {
                assertThat(refused).hasMessageStartingWith("ifconfig printed");
            }
        }
    }

    @Test
    void aMomentDoesNotWaverWithTheClocksSecond() throws IOException {
        long[] now = {1_700_000_012};
        IfconfigProgram control = new IfconfigProgram(script("cat <<'E'\n" + IFCONFIG + "E"), new InterfaceName("wg0"),
                () -> java.time.Instant.ofEpochSecond(now[0]));
        long first = handshake(control);
        now[0]++;
        assertThat(handshake(control)).isEqualTo(first);
        now[0] += 60;
        assertThat(handshake(control)).isEqualTo(first + 61);
    }

    @Test
    void ifconfigIsAskedForPeersThatAreThereOnly() throws IOException {
        Path called = directory.resolve("called");
        SystemProgram program = script("[ $# = 1 ] || echo \"$@\" >>" + called + "\ncat <<'E'\n" + IFCONFIG + "E");
        IfconfigProgram control = new IfconfigProgram(program, new InterfaceName("wg0"), java.time.Instant::now);
        assertThat(control.endpoint(ANNA, TransportAddress.parse("[2001:db8::9]:4711"))).isTrue();
        PublicKey stranger = PublicKey.parse("3p7bfXt9wbTTW2HC7OQ1Nz+DQ8hbeGdNrfx+FG+IK08=");
        assertThat(control.endpoint(stranger, TransportAddress.parse("1.2.3.4:5"))).isFalse();
        assertThat(control.keepalive(ANNA, new Keepalive(25))).isTrue();
        assertThat(control.keepalive(stranger, new Keepalive(25))).isFalse();
        assertThat(called).hasContent("wg0 wgpeer " + ANNA + " wgendpoint 2001:db8::9 4711\nwg0 wgpeer " + ANNA
                + " wgpka 25");
    }

    @Test
    void aProgramThatFailsOrHangsOrNeverEndsToPrintIsGivenUp() throws IOException {
        assertThatThrownBy(() -> script("echo no such thing >&2; exit 3").run())
                .hasMessageContaining("failed (3): no such thing");
        assertThatThrownBy(() -> script("exec sleep 60").run()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> script("exec cat /dev/zero").run()).hasMessageContaining("printed more than");
    }

    @Test
    void aProgramSeesNothingOfOurEnvironment() throws IOException {
        assertThat(script("/usr/bin/env | cut -d= -f1 | sort | tr '\\n' ' '").run()).contains("LC_ALL PATH")
                .doesNotContain("HOME", "USER", "JAVA");
    }

    private static long handshake(WireGuardControl control) throws IOException {
        return Objects.requireNonNull(control.peers().get(ANNA)).handshakeSeconds();
    }

    private SystemProgram script(String text) throws IOException {
        Path file = Files.createTempFile(directory, "program", "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        return new SystemProgram(file, Duration.ofSeconds(2));
    }
}
