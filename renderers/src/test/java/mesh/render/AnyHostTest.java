// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredMesh;
import mesh.desired.DesiredPeer;
import mesh.drift.DriftFinder;
import mesh.files.HostFile;
import mesh.files.RenderedHost;
import mesh.live.BaseState;
import mesh.live.HostReading;
import mesh.model.Format;
import mesh.net.Cidr;
import mesh.net.InterfaceAddress;
import mesh.plan.Plan;
import mesh.plan.PlanDiff;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every host that the checked values allow, the longest names and the emptiest lists included. */
class AnyHostTest {
    private static final String KEY = "[A-Za-z0-9+/]{43}=";
    private static final String NAME = "[a-z0-9-]{1,63}";
    private static final String HOST = "[a-z0-9.:-]+";
    private static final String NET = "[0-9a-f.:]+/\\d{1,3}";

    private static final String HOSTNAME_IF = String.join("|", "# [a-zA-Z0-9 ,:-]+",
            "wgkey \\$\\(cat /etc/mesh/wg0/private\\.key\\)", "wgport \\d+", "inet6? (alias )?" + NET, "mtu \\d+",
            "description \"mesh " + NAME + "\"",
            "wgpeer " + KEY + " wgdescr \"" + NAME + "\" (wgpsk \\$\\(cat /etc/mesh/wg0/psk/" + NAME
                    + "\\)|-wgpsk) wgpka \\d+( wgendpoint " + HOST + " \\d+)?( wgaip " + NET + ")*",
            "up", "!route -qn add -inet6? " + NET + " -iface [0-9a-f.:]+");

    private static final String WG_QUICK = String.join("|", "", "# [a-zA-Z0-9 ,.:-]+", "\\[(Interface|Peer|Service)\\]",
            "ExecReload=",
            "Address = " + NET, "(ListenPort|MTU|PersistentKeepalive) = [1-9]\\d*", "PublicKey = " + KEY,
            "PostUp = wg set %i (private-key /etc/mesh/wg0/private\\.key|peer " + KEY
                    + " preshared-key /etc/mesh/wg0/psk/" + NAME + ")",
            "Table = off", "PostUp = ip -[46] route replace " + NET + " dev %i",
            "AllowedIPs = " + NET + "(, " + NET + ")*", "Endpoint = (" + HOST + "|\\[[0-9a-f:]+\\]):\\d+");

    private static final String NETWORKD = String.join("|", "", "# [a-zA-Z0-9 ,:-]+",
            "\\[(NetDev|WireGuard|WireGuardPeer|Match|Link|Network|Route)\\]", "Name=wg0", "Kind=wireguard",
            "Description=mesh " + NAME, "(MTUBytes|ListenPort|PersistentKeepalive)=[1-9]\\d*", "PublicKey=" + KEY,
            "PrivateKeyFile=/etc/mesh/wg0/private\\.key", "PresharedKeyFile=/etc/mesh/wg0/psk/" + NAME,
            "AllowedIPs=" + NET + "(," + NET + ")*", "Endpoint=(" + HOST + "|\\[[0-9a-f:]+\\]):\\d+",
            "RequiredForOnline=no", "LinkLocalAddressing=no", "IPv6AcceptRA=no", "(Address|Destination)=" + NET,
            "Scope=link");

    private final Renderers renderers = new Renderers();

    @Provide
    Arbitrary<List<DesiredPeer>> peers() {
        Arbitrary<String> name = Arbitraries.of("a", "0", "a--b", "x".repeat(63), "rm-rf", "up", "wgpeer", "inet");
        Arbitrary<String> endpoint = Arbitraries.of("", "203.0.113.7:1", "[2001:db8::7]:65535", "a.b.example.net:51820",
                "xn--bcher-kva.example:51820", String.join(".", "x".repeat(63), "y".repeat(63)) + ":51820");
        Arbitrary<List<String>> allowed = Arbitraries.of("0.0.0.0/0", "::/0", "10.0.0.0/8", "192.168.200.9/32",
                "fd00::/8", "::ffff:102:304/128").list().uniqueElements().ofMaxSize(6);
        return Combinators.combine(name, endpoint, Arbitraries.integers().between(0, 43200),
                Arbitraries.integers().between(0, 3), allowed).as(PeerParts::new).list().ofMaxSize(5)
                .map(AnyHostTest::numbered);
    }

    record PeerParts(String name, String endpoint, int keepalive, int epoch, List<String> allowed) {}

    private static List<DesiredPeer> numbered(List<PeerParts> parts) {
        return IntStream.range(0, parts.size()).mapToObj(i -> {
            PeerParts part = parts.get(i);
            return Fixture.peer(part.name(), i + 2, part.endpoint(), part.keepalive(), part.epoch(),
                    part.allowed().toArray(String[]::new));
        }).toList();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void everyLineIsOneOfTheFormatsOwn(@ForAll("peers") List<DesiredPeer> peers, @ForAll Format format) {
        RenderedHost rendered = renderers.render(Fixture.host(format, peers));
        String grammar = switch (format) {
            case HOSTNAME_IF -> HOSTNAME_IF;
            case WG_QUICK -> WG_QUICK;
            case NETWORKD -> NETWORKD;
        };
        assertThat(Rendered.texts(rendered).values()).isNotEmpty().allSatisfy(text -> {
            assertThat(text.lines()).allMatch(line -> line.matches(grammar));
            assertThat(text).endsWith("\n").doesNotEndWith("\n\n");
        });
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void orderOfPeersDoesNotMatterToOpenBsd(@ForAll("peers") List<DesiredPeer> peers) {
        List<DesiredPeer> reversed = new ArrayList<>(peers.reversed());
        assertThat(Rendered.texts(renderers.render(Fixture.host(Format.HOSTNAME_IF, reversed))))
                .isEqualTo(Rendered.texts(renderers.render(Fixture.host(Format.HOSTNAME_IF, peers))));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void filesAreSortedAndNoSecretIsReadByOthers(@ForAll("peers") List<DesiredPeer> peers, @ForAll Format format) {
        List<HostFile> files = renderers.render(Fixture.host(format, peers)).files();
        assertThat(files).map(HostFile::path).isSorted();
        assertThat(files).filteredOn(file -> file.path().text().startsWith("/etc/mesh/"))
                .allMatch(file -> (file.mode() & 0137) == 0)
                .allMatch(file -> file.mode() == 0600 || file.group().equals("systemd-network"));
    }

    /** Nothing but the written texts tells drift what was applied here: the spec wants no peer and another port by then. */
    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenIsReadAsWhatWasApplied(@ForAll("peers") List<DesiredPeer> peers, @ForAll Format format) {
        List<String> addresses = List.of("192.168.200.1/24", "192.168.200.101/24", "fd00:9::1/64");
        List<String> routes = peers.stream().flatMap(peer -> peer.allowedIps().stream()).distinct()
                .filter(ip -> addresses.stream().map(InterfaceAddress::parse)
                        .noneMatch(own -> own.connected().contains(ip)))
                .map(Cidr::toString).toList();
        DesiredHost before = Fixture.host(format, peers, addresses, routes);
        DesiredHost after = Fixture.host(format, List.of(), List.of("10.1.2.3/24"), List.of());
        HostReading reading = new HostReading.Read(BaseState.of(before, renderers.render(before)));
        DesiredMesh mesh = new DesiredMesh(after.mesh(), List.of(after), List.of(), List.of(), new TreeMap<>());
        Plan plan = PlanDiff.diff(mesh, Map.of(after.name(), renderers.render(after)), Map.of(after.name(), reading),
                "live");
        assertThat(plan.hasChanges()).isTrue();
        assertThat(DriftFinder.find(plan, List.of(reading)).hosts().getFirst().items()).isEmpty();
    }

    @Test
    void leavesOutRoutesOfAFamilyWithoutAnAddress() {
        DesiredHost host = Fixture.host(Format.HOSTNAME_IF, List.of(), List.of("fd00:9::1/64"),
                List.of("10.44.0.0/16", "fd00:44::/64"));
        assertThat(Rendered.text(renderers.render(host), "/etc/hostname.wg0")).doesNotContain("10.44.0.0/16", "inet ")
                .contains("\n!route -qn add -inet6 fd00:44::/64 -iface fd00:9::1\n");
    }
}
