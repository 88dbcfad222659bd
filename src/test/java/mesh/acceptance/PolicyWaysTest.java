// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.acceptance.PacketMatrix.Place;
import mesh.lab.HostOption;
import mesh.lab.LabHost;
import mesh.lab.NatKind;
import mesh.net.Cidr;
import mesh.policy.Party;

/** A policy holds on every way that packets take: through a hub, a router, an exit, and to devices. */
class PolicyWaysTest {
    private static final String OPEN = """
            mesh: ways
            network: {ipv4: 10.91.0.0/24}
            topology: {links: hub-and-spoke, hubs: [hub]}
            """;
    private static final String ONE = OPEN + """
            policy:
              rules:
                - {from: far, to: inner, allow: ['tcp:4001', 'udp:5001']}
                - {from: [inner, laptop], to: far, allow: icmp}
                - {from: far, to: 192.168.70.0/24, allow: ['tcp:4002', icmp]}
                - {from: 'fd00:70::/64', to: [far, hub], allow: ['udp:5000-5001']}
                - {from: 192.168.70.2/32, to: laptop, allow: tcp}
                - {from: hub, to: laptop, allow: ['tcp:4001']}
                - {from: far, to: internet, allow: ['tcp:4001', icmp]}
            """;
    private static final String OTHER = OPEN + """
            policy:
              rules:
                - {from: any, to: hub, allow: [icmp, 'udp:5002']}
                - {from: laptop, to: [192.168.70.0/24, 'fd00:70::/64'], allow: any}
                - {from: [192.168.70.0/24, 'fd00:70::/64'], to: inner, allow: any}
                - {from: far, to: internet, allow: ['udp:5001']}
            """;
    private static final String OUTSIDE = "203.0.113.9";
    private static final String OUTSIDE6 = "2001:db8:9::9";
    private static final String IN_LAN = "ip netns exec lan ";

    @TempDir
    Path folder;

    @Test
    void packetsPassExactlyWhereThePolicySaysOnEveryWay() {
        try (Fleet fleet = Fleet.start(folder, "ways", lab -> lab.linux("hub").linux("outside")
                .router("one", NatKind.PORT_PRESERVING).linux("inner", HostOption.behind("one"))
                .router("two", NatKind.SYMMETRIC).linux("far", HostOption.behind("two"))
                .router("cafe", NatKind.PORT_PRESERVING).linux("laptop", HostOption.behind("cafe")))) {
            internet(fleet);
            machineBehind(fleet.host("inner"));
            spec(fleet, OPEN);
            fleet.apply().exits(0);
            PacketMatrix inside = connected(fleet);
            PacketMatrix leaving = leaving(fleet);
            assertThat(inside.holds(fleet)).containsOnly("yes");
            assertThat(leaving.holds(fleet)).containsOnly("yes");

            for (String policy : List.of(ONE, OTHER)) {
                spec(fleet, policy);
                fleet.applyTwice();
                assertThat(inside.holds(fleet)).contains("yes", "no");
                assertThat(leaving.holds(fleet)).contains("yes", "no");
            }
        }
    }

    /** The hub is the exit as well, and has no filter of nftables' kind. */
    @Test
    void aHubThatRunsOpenBsdHoldsItToo() {
        try (Fleet fleet = Fleet.start(folder, "pfways", lab -> lab.openBsd("hub").linux("outside")
                .router("one", NatKind.PORT_PRESERVING).openBsd("inner", HostOption.behind("one"))
                .router("two", NatKind.SYMMETRIC).linux("far", HostOption.behind("two"))
                .router("cafe", NatKind.PORT_PRESERVING).linux("laptop", HostOption.behind("cafe")))) {
            internet(fleet);
            machineBehind(fleet.host("inner"));
            spec(fleet, ONE);
            fleet.apply().exits(0);
            PacketMatrix inside = connected(fleet);
            assertThat(inside.holds(fleet)).contains("yes", "no");
            assertThat(leaving(fleet).holds(fleet)).contains("yes", "no");
        }
    }

    /** The laptop gets its file, and everybody listens. */
    private static PacketMatrix connected(Fleet fleet) {
        String file = fleet.program().run("export", "laptop").exits(0).out();
        fleet.apply().exits(0);
        fleet.host("laptop").put("/etc/wireguard/home.conf", "0600", file);
        fleet.host("laptop").run("wg-quick up home").orThrow();
        PacketMatrix.listen(fleet.host("inner"), IN_LAN);
        List.of("hub", "inner", "far", "laptop", "outside")
                .forEach(name -> PacketMatrix.listen(fleet.host(name), ""));
        LabHost inner = fleet.host("inner");
        return new PacketMatrix(List.of(Place.member(fleet, "hub"), Place.member(fleet, "inner"),
                Place.member(fleet, "far"), Place.member(fleet, "laptop"),
                new Place("machine", new Party.Behind(Cidr.parse("192.168.70.2/32")),
                        new Party.Behind(Cidr.parse("fd00:70::2/128")), inner, IN_LAN, "192.168.70.2", "fd00:70::2",
                        true)));
    }

    /** The exit's user asks the internet, and nobody else. */
    private static PacketMatrix leaving(Fleet fleet) {
        return new PacketMatrix(
                List.of(Place.member(fleet, "far"), new Place("internet", new Party.Internet(), new Party.Internet(),
                        fleet.host("outside"), "", OUTSIDE, OUTSIDE6, false)));
    }

    /** The internet is behind outside, to the exit. A datagram is answered from the address that it was sent to. */
    private static void internet(Fleet fleet) {
        LabHost outside = fleet.host("outside");
        LabHost hub = fleet.host("hub");
        outside.run("ip address add " + OUTSIDE + "/32 dev lo && ip address add " + OUTSIDE6 + "/128 dev lo nodad && "
                + "ip route replace " + hub.address() + "/32 dev eth0 src " + OUTSIDE + " && ip -6 route replace "
                + hub.address6() + "/128 dev eth0 src " + OUTSIDE6).orThrow();
        hub.run(PacketMatrix.tools(hub) + "ip route replace default via " + outside.address()
                + " && ip -6 route replace default via "
                + outside.address6()).orThrow();
    }

    /** A machine behind {@code router}, at .2 and ::2, whose way to everywhere is that router. */
    private static void machineBehind(LabHost router) {
        router.run(PacketMatrix.tools(router) + """
                ip netns add lan && ip link add lan0 type veth peer name eth0 netns lan &&
                ip address add 192.168.70.1/24 dev lan0 && ip address add fd00:70::1/64 dev lan0 nodad &&
                ip link set lan0 up && ip -n lan address add 192.168.70.2/24 dev eth0 &&
                ip -n lan address add fd00:70::2/64 dev eth0 nodad && ip -n lan link set eth0 up &&
                ip -n lan link set lo up && ip -n lan route add default via 192.168.70.1 &&
                ip -n lan route add default via fd00:70::1
                """).orThrow();
    }

    private static void spec(Fleet fleet, String head) {
        fleet.spec(head, fleet.callable("hub", "exit-node: true"),
                fleet.block("inner", "behind-nat: true", "routes: [192.168.70.0/24, 'fd00:70::/64']"),
                fleet.block("far", "behind-nat: true", "use-exit: hub"),
                "devices:\n  laptop: {owner: Anna}\n");
    }
}
