// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.pair.Candidate;
import mesh.pair.OwnCandidates;
import mesh.portmap.MapProtocol;
import mesh.portmap.MappingState;
import mesh.stun.StunOutcome;
import mesh.stun.StunReport;

import org.junit.jupiter.api.Test;

/** What is offered, when is asked, what counts as a change: all without a network. */
class MappingDecisionsTest {
    private static final MapperSettings SETTINGS = new MapperSettings(new Port(51_820), "wg0", Set.of(), List.of(),
            List.of(TransportAddress.parse("198.51.100.7:1000")), true);

    private static HostAddress on(String device, String address) {
        return new HostAddress(device, IpAddress.parse(address));
    }

    private static StunReport.Answer saw(String server, String mapped) {
        return new StunReport.Answer(TransportAddress.parse(server),
                new StunOutcome.Mapped(TransportAddress.parse(mapped), Duration.ofMillis(5), 1));
    }

    private static Optional<MappingState> forwarded(String external) {
        return Optional.of(new MappingState.Mapped(TransportAddress.parse(external), MapProtocol.PCP,
                Duration.ofHours(2)));
    }

    private static List<String> offered(OwnCandidates own) {
        return own.candidates().stream().map(one -> one.kind() + " " + one.address()).toList();
    }

    @Test
    void whatIsSureComesFirstAndWhatLeadsNowhereLast() {
        OwnCandidates own = CandidateList.of(SETTINGS,
                List.of(on("docker0", "172.17.0.1"), on("eth0", "192.168.1.9"), on("eth0", "2001:db8::9")),
                Optional.of(new StunReport(List.of(saw("192.0.2.1:3478", "203.0.113.9:4000"),
                        saw("192.0.2.2:3478", "203.0.113.9:4000")))),
                forwarded("203.0.113.9:51820"));
        assertThat(offered(own)).containsExactly("DECLARED 198.51.100.7:1000", "HOST 192.168.1.9:51820",
                "HOST [2001:db8::9]:51820", "MAPPED 203.0.113.9:4000", "FORWARDED 203.0.113.9:51820",
                "HOST 172.17.0.1:51820");
        assertThat(own.mappingVaries()).isFalse();
    }

    @Test
    void aPortOfARouterBehindAnotherIsOfferedLast() {
        for (String inner : List.of("100.64.3.4:51820", "10.0.0.4:51820", "192.168.178.2:51820")) {
            OwnCandidates own = CandidateList.of(SETTINGS, List.of(on("eth0", "192.168.1.9")),
                    Optional.of(new StunReport(List.of(saw("192.0.2.1:3478", "203.0.113.9:4000")))),
                    forwarded(inner));
            assertThat(offered(own)).endsWith("MAPPED 203.0.113.9:4000", "FORWARDED " + inner);
        }
    }

    @Test
    void eachAddressIsOfferedOnceByTheBestThatIsKnownOfIt() {
        OwnCandidates own = CandidateList.of(SETTINGS, List.of(on("eth0", "203.0.113.9")),
                Optional.of(new StunReport(List.of(saw("192.0.2.1:3478", "203.0.113.9:51820")))),
                forwarded("203.0.113.9:51820"));
        assertThat(offered(own)).containsExactly("DECLARED 198.51.100.7:1000", "HOST 203.0.113.9:51820");
    }

    @Test
    void twoPortsForTwoServersMeanThatTheMappingVaries() {
        StunReport report = new StunReport(List.of(saw("192.0.2.1:3478", "203.0.113.9:4000"),
                saw("192.0.2.2:3478", "203.0.113.9:4001")));
        assertThat(CandidateList.of(SETTINGS, List.of(), Optional.of(report), Optional.empty()).mappingVaries())
                .isTrue();
    }

    @Test
    void aHostWithManyAddressesOffersAFew() {
        List<HostAddress> many = IntStream.range(1, 200).mapToObj(i -> on("eth0", "192.168.1." + i)).toList();
        assertThat(CandidateList.of(SETTINGS, many, Optional.empty(), Optional.empty()).candidates())
                .hasSize(CandidateList.MOST).first().extracting(Candidate::kind).isEqualTo(Candidate.Kind.DECLARED);
    }

    @Test
    void loopbackAndAddressesOfOneLinkAreNotCalled() {
        for (String never : List.of("127.0.0.1", "::1", "169.254.3.4", "fe80::1", "224.0.0.1", "ff02::1", "0.0.0.0",
                "::")) {
            assertThat(on("eth0", never).canBeCalled()).as(never).isFalse();
        }
        for (String may : List.of("192.168.1.9", "203.0.113.9", "fd00::1", "2001:db8::1")) {
            assertThat(on("eth0", may).canBeCalled()).as(may).isTrue();
        }
    }

    @Test
    void asksEveryTwentyToTwentySixSecondsWhileWanted() {
        AskingTimes times = new AskingTimes(new Random(1), 0);
        assertThat(times.isDue(0)).isFalse();
        times.wanted(true);
        long now = 0;
        for (int i = 0; i < 1000; i++) {
            assertThat(times.isDue(now)).isTrue();
            times.asked(now);
            long next = times.nanosUntilDue(now, Long.MAX_VALUE);
            assertThat(next).isBetween(Duration.ofSeconds(20).toNanos(), Duration.ofSeconds(26).toNanos());
            assertThat(times.isDue(now + next - 1)).isFalse();
            now += next;
        }
        times.wanted(false);
        assertThat(times.isDue(now)).isFalse();
    }

    @Test
    void asksAtOnceOnDemandAndOnlyOnce() {
        AskingTimes times = new AskingTimes(new Random(1), 0);
        times.demand();
        assertThat(times.isDue(0)).isTrue();
        assertThat(times.nanosUntilDue(0, 100)).isZero();
        times.asked(0);
        assertThat(times.isDue(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void aGapBetweenTwoLooksIsSleep() {
        SleepWatch watch = new SleepWatch(0);
        assertThat(watch.slept(Duration.ofSeconds(1).toNanos())).isFalse();
        assertThat(watch.slept(Duration.ofSeconds(4).toNanos())).isFalse();
        assertThat(watch.slept(Duration.ofMinutes(5).toNanos())).isTrue();
        assertThat(watch.slept(Duration.ofMinutes(5).plusSeconds(1).toNanos())).isFalse();
    }

    private static NetworkReading reading(List<HostAddress> addresses, String... routes) {
        return new NetworkReading(addresses, Optional.empty(), Set.of(routes));
    }

    @Test
    void anAddressThatGoesOrAnotherDefaultRouteBreaksPaths() {
        NetworkReading before = reading(List.of(on("eth0", "192.168.1.9"), on("docker0", "172.17.0.1")), "a eth0");
        assertThat(reading(List.of(), "a eth0").breaks(before)).isTrue();
        assertThat(reading(before.addresses(), "b eth0").breaks(before)).isTrue();
        assertThat(reading(before.addresses()).breaks(before)).isTrue();
        assertThat(reading(before.addresses(), "a eth0").breaks(before)).isFalse();
    }

    @Test
    void anAddressMoreBreaksNothingAndIsOffered() {
        NetworkReading before = reading(List.of(on("eth0", "192.168.1.9")), "a eth0");
        NetworkReading more = reading(List.of(on("eth0", "192.168.1.9"), on("eth0", "2001:db8::9")), "a eth0");
        assertThat(more.breaks(before)).isFalse();
        assertThat(more.offersOther(before)).isTrue();
    }

    @Test
    void whatComesAndGoesInsideTheHostIsNoNews() {
        NetworkReading before = reading(List.of(on("eth0", "192.168.1.9"), on("br-12", "172.18.0.1")), "a eth0");
        NetworkReading after = reading(List.of(on("eth0", "192.168.1.9"), on("veth7", "172.19.0.1")), "a eth0");
        assertThat(after.breaks(before)).isFalse();
        assertThat(after.offersOther(before)).isFalse();
    }

    @Test
    void readsDefaultRoutesOfLinux() {
        assertThat(LinuxTables.defaultRoutes("Iface\tDestination\tGateway\n"
                + "eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n"
                + "eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n")).containsExactly("0101A8C0 eth0");
        String any = "0".repeat(32);
        assertThat(LinuxTables.defaultRoutesV6(any + " 00 " + any + " 00 fe800000000000000000000000000001 00000400 "
                + "00000001 00000000 00450003     eth0\n"
                + any + " 00 " + any + " 00 " + any + " ffffffff 00000001 00000000 00200200       lo\n"))
                .containsExactly("fe800000000000000000000000000001 eth0");
    }

    @Test
    void addressesThatWillNotLastAreNotOffered() {
        assertThat(LinuxTables.addressesV6("20010db8000000000000000000000001 02 40 00 80 eth0\n"
                + "20010db8000000000000000000000002 02 40 00 40 eth0\n"
                + "20010db8000000000000000000000003 02 40 00 a0 eth0\n")).containsExactly(on("eth0", "2001:db8::1"));
    }

    @Test
    void findsTheEgressInterfaceInWhatOpenBsdPrints() {
        assertThat(OpenBsdNetwork.egress("""
                   route to: default
                    gateway: 192.168.1.254
                  interface: em0
                 if address: 192.168.1.20
                """)).contains("em0");
        assertThat(OpenBsdNetwork.egress("route: writing to routing socket: No such process\n")).isEmpty();
    }
}
