// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import mesh.files.HostPath;
import mesh.live.LiveGround;
import mesh.lock.Reach;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SnapshotReaderTest {
    private static final String LOADED = "|loaded " + "0".repeat(64) + " /etc/mesh/wg0/ground\n";

    @Example
    void readsWhatWasSetUpBesidesTheInterface() throws SnapshotException {
        LiveGround ground = GroundReadings.read(Optional.of((LOADED + "|forwarding 1 2\n|firewall as-loaded\n").lines()
                .map(line -> line.substring(1)).toList())).orElseThrow();
        assertThat(ground.loaded()).containsEntry(new HostPath("/etc/mesh/wg0/ground"), "0".repeat(64));
        assertThat(ground.forwardsV4()).isTrue();
        assertThat(ground.forwardsV6()).as("2 is for IPsec").isFalse();
        assertThat(ground.firewall()).isEqualTo(LiveGround.Firewall.AS_LOADED);
        assertThat(GroundReadings.read(Optional.empty())).isEmpty();
    }

    @Example
    void refusesAGroundThatMakesNoSense() {
        for (String line : List.of("firewall perhaps", "loaded x", "forwarding 1")) {
            assertThatThrownBy(() -> GroundReadings.read(Optional.of(List.of(line))))
                    .isInstanceOf(SnapshotException.class);
        }
    }

    private static final String MARKER = "@m";
    private static final String LINUX = """
            Welcome to pi4
            @m begin
            @m facts
            |system Linux
            |user 0
            |clock 1000
            |tool wg
            |tool wg-quick
            |tool ip
            |space 99999
            @m manifest
            |mesh-manifest 1
            |mesh homelab
            |host pi4
            |format wg-quick
            |generation 3
            |commit -
            |by anna@box
            |at 2026-11-20T00:00:00Z
            |file /etc/wireguard/wg0.conf 0000000000000000000000000000000000000000000000000000000000000000 0000000000000000000000000000000000000000000000000000000000000000
            @m stat
            |-rw-r-----. 1 0 0 5 Nov 20 23:14 /etc/wireguard/wg0.conf
            @m digests
            |0000000000000000000000000000000000000000000000000000000000000000  /etc/wireguard/wg0.conf
            @m text /etc/wireguard/wg0.conf
            |abcd
            @m link
            |3: wg0: <UP> mtu 1420 qdisc noqueue
            @m addresses
            |3: wg0    inet 100.64.0.4/24 scope global wg0
            @m routes4
            |192.168.1.0/24 scope link
            @m routes6
            @m wireguard
            |self\t%s\t51820
            |peer\t%s\tyes\t[fe80::1%%eth0]:51820\t100.64.0.1/32\t990\t1\t2\t25
            @m end
            logout
            """
            .formatted(Samples.OWN, Samples.ONE);
    private static final String OPENBSD = """
            @m begin
            @m facts
            |system OpenBSD
            |user 0
            |clock 1000
            |tool ifconfig
            |tool route
            |space 99999
            @m ifconfig
            |wg0: flags=80c3<UP> mtu 1420
            |	wgport 51820
            |	wgpubkey %s
            |	wgpeer %s
            |		wgendpoint 192.0.2.1 51820
            |		tx: 1, rx: 2
            |		last handshake: 12 seconds ago
            |		wgaip 100.64.0.1/32
            |	groups: wg
            |	inet 100.64.0.4 netmask 0xffffff00 broadcast 100.64.0.255
            @m routes4
            |192.168.1/24       100.64.0.4         US         0        0     -     8 wg0
            @m routes6
            @m end
            """.formatted(Samples.OWN, Samples.ONE);

    @Example
    void toleratesAShellThatTalksAroundTheAnswer() throws SnapshotException {
        assertThat(read(Samples.linux(), LINUX).iface().orElseThrow().peers().getFirst().handshakeAgeSeconds())
                .contains(10L);
        assertThat(read(Samples.openBsd(), OPENBSD).iface().orElseThrow().peers()).hasSize(1);
    }

    @Property(tries = 300)
    void refusesAnAnswerThatIsCutOff(@ForAll @IntRange(min = 0, max = 2000) int length) {
        String whole = OPENBSD.strip();
        String cut = whole.substring(0, Math.min(length, whole.length() - 1));
        assertThatThrownBy(() -> read(Samples.openBsd(), cut)).isInstanceOf(SnapshotException.class);
    }

    /** Lines dropped, doubled, swapped and bytes changed: either a reading or the declared exception. */
    @Property(tries = 2000)
    void readsOrRefusesAnyDamage(@ForAll long seed) {
        Random random = new Random(seed);
        boolean linux = random.nextBoolean();
        String damaged = damage(linux ? LINUX : OPENBSD, random);
        try {
            assertThat(read(linux ? Samples.linux() : Samples.openBsd(), damaged)).isNotNull();
        } catch (SnapshotException declared) {
            assertThat(declared.getMessage()).isNotEmpty().doesNotContain("\n");
        }
    }

    private static mesh.live.LiveHost read(Reach reach, String output) throws SnapshotException {
        return SnapshotReader.read(Samples.HOST, reach, MARKER, output).live();
    }

    private static String damage(String text, Random random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            int at = random.nextInt(lines.size());
            switch (random.nextInt(5)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
                case 2 -> lines.set(at, lines.get(at) + " " + random.nextInt());
                case 3 -> lines.set(at, shuffled(lines.get(at), random));
                default -> lines.set(at, mutated(lines.get(at), random));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static String shuffled(String line, Random random) {
        List<String> words = new ArrayList<>(Arrays.asList(line.split(" ")));
        java.util.Collections.shuffle(words, random);
        return "|" + String.join(" ", words).replace("|", "");
    }

    private static String mutated(String line, Random random) {
        if (line.length() < 2) {
            return line;
        }
        int at = 1 + random.nextInt(line.length() - 1);
        char c = (char) (random.nextInt(4) == 0 ? random.nextInt(0x3000) : 32 + random.nextInt(95));
        return line.substring(0, at) + c + line.substring(at + random.nextInt(2));
    }
}
