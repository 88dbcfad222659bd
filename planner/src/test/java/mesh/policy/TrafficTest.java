// SPDX-License-Identifier: Apache-2.0
package mesh.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import mesh.value.ValueFormatException;

/** A set of packets behaves as sets do; a plain bit set of all packets judges. */
class TrafficTest {
    private static final int PORTS = 65536;

    @ParameterizedTest
    @ValueSource(strings = {"any", "icmp", "tcp", "udp", "tcp:22", "udp:1-65535", "tcp:8000-8100"})
    void writesWhatItReads(String text) {
        assertThat(Traffic.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "TCP", "sctp", "icmp:8", "tcp:", "tcp:0", "tcp:022", "tcp:65536", "tcp:2-1",
            "tcp:1-2-3",
            "tcp:22;reboot", "tcp:22\n", "any:1"})
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> Traffic.parse(text)).isInstanceOf(ValueFormatException.class);
    }

    @Test
    void joinsPortsThatMeet() {
        assertThat(sum("tcp:22", "tcp:20-21", "tcp:23-30", "udp:53", "icmp")).hasToString("tcp:20-30, udp:53, icmp");
        assertThat(Traffic.ANY.minus(sum("tcp", "icmp"))).hasToString("udp, other protocols");
        assertThat(Traffic.NONE).hasToString("nothing");
    }

    @Property(tries = 200)
    void isTheSetOfItsPackets(@ForAll("traffic") Traffic one, @ForAll("traffic") Traffic other) {
        BitSet both = packets(one);
        both.or(packets(other));
        assertThat(packets(one.plus(other))).isEqualTo(both);
        assertThat(one.plus(other)).isEqualTo(other.plus(one));
        BitSet rest = packets(one);
        rest.andNot(packets(other));
        assertThat(packets(one.minus(other))).isEqualTo(rest);
        assertThat(other.covers(one)).isEqualTo(rest.isEmpty());
        assertThat(one.overlaps(other)).isEqualTo(packets(one).intersects(packets(other)));
        assertThat(one.minus(other).plus(one)).isEqualTo(one);
    }

    @Provide
    Arbitrary<Traffic> traffic() {
        Arbitrary<Traffic> ranges = Arbitraries.integers().between(1, 12).tuple2().map(
                ports -> Traffic.parse((ports.get1() % 2 == 0 ? "tcp:" : "udp:") + Math.min(ports.get1(), ports.get2())
                        + "-" + Math.max(ports.get1(), ports.get2())));
        Arbitrary<Traffic> words = Arbitraries.of("any", "icmp", "tcp", "udp", "tcp:65535").map(Traffic::parse);
        return Arbitraries.oneOf(ranges, ranges, words).list().ofMaxSize(4)
                .map(all -> all.stream().reduce(Traffic.NONE, Traffic::plus));
    }

    private static Traffic sum(String... texts) {
        return List.of(texts).stream().map(Traffic::parse).reduce(Traffic.NONE, Traffic::plus);
    }

    private static BitSet packets(Traffic traffic) {
        BitSet packets = new BitSet();
        traffic.tcp().ranges().forEach(range -> packets.set(range.first(), range.last() + 1));
        traffic.udp().ranges().forEach(range -> packets.set(PORTS + range.first(), PORTS + range.last() + 1));
        packets.set(2 * PORTS, traffic.icmp());
        packets.set(2 * PORTS + 1, traffic.others());
        return packets;
    }
}
