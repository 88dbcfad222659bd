// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import mesh.files.HostPath;
import mesh.live.LiveFile;
import mesh.live.LiveHost;
import mesh.live.LiveInterface;
import mesh.live.LivePeer;
import mesh.live.LiveService;
import mesh.live.SshEnds;
import mesh.lock.Reach;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.InterfaceAddress;
import mesh.net.InterfaceName;
import mesh.net.IpAddress;
import mesh.net.Keepalive;
import mesh.net.Port;
import mesh.ssh.CommandResult;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotProgramTest {
    private static final String MARKER = "@0123456789abcdef0123456789abcdef";

    @TempDir
    private Path directory;

    static List<Shell> shells() {
        return Shell.present();
    }

    private LiveHost read(FakeHost host, Reach reach) throws IOException, SnapshotException {
        SnapshotProgram snapshot = SnapshotProgram.of(reach, List.of(), false, MARKER);
        CommandResult result = host.run(snapshot.program());
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).doesNotContain(Samples.PRIVATE.revealBase64())
                .doesNotContain(Samples.PRESHARED.revealBase64());
        return SnapshotReader.read(Samples.HOST, reach, MARKER, result.out()).live();
    }

    private FakeHost linux(Shell shell) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        host.answer("uname -s", "Linux\n");
        host.refuse("ip -o link show dev wg0");
        return host;
    }

    private FakeHost linuxWithInterface(Shell shell) throws IOException {
        FakeHost host = linux(shell);
        host.answer("ip -o link show dev wg0",
                "3: wg0: <POINTOPOINT,NOARP,UP,LOWER_UP> mtu 1420 qdisc noqueue state UNKNOWN \\    link/none\n");
        host.answer("ip -o address show dev wg0", """
                3: wg0    inet 100.64.0.4/24 scope global wg0\\       valid_lft forever preferred_lft forever
                3: wg0    inet6 fd00::4/64 scope global \\       valid_lft forever preferred_lft forever
                3: wg0    inet6 fe80::1/64 scope link \\       valid_lft forever preferred_lft forever
                """);
        host.answer("ip -4 route show table all dev wg0", """
                100.64.0.0/24 proto kernel scope link src 100.64.0.4
                192.168.1.0/24 scope link
                10.1.1.1 scope link
                local 100.64.0.4 table local proto kernel scope host src 100.64.0.4
                """);
        host.answer("ip -6 route show table all dev wg0", """
                fd00::/64 proto kernel metric 256 pref medium
                multicast ff00::/8 table local proto kernel metric 256 pref medium
                """);
        host.answer("wg show wg0 dump", String.join("\t", Samples.PRIVATE.revealBase64(), Samples.OWN.base64(), "51820",
                "off") + "\n"
                + String.join("\t", Samples.ONE.base64(), Samples.PRESHARED.revealBase64(), "203.0.113.7:51820",
                        "100.64.0.1/32,fd00::1/128", "0", "10", "20", "25")
                + "\n"
                + String.join("\t", Samples.TWO.base64(), "(none)", "(none)", "(none)", "0", "0", "0", "off") + "\n");
        return host;
    }

    @ParameterizedTest
    @MethodSource("shells")
    void tellsOnWhichConnectionItWasRead(Shell shell) throws IOException, SnapshotException {
        FakeHost host = linux(shell).reachedOn("10.9.0.3 50022 10.9.0.1 22");

        assertThat(read(host, Samples.linux()).ssh())
                .contains(new SshEnds(IpAddress.parse("10.9.0.3"), IpAddress.parse("10.9.0.1")));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void tellsTheConnectionThatSudoKeepsFromIt(Shell shell) throws IOException, SnapshotException {
        FakeHost host = linux(shell).reachedOn("fd00::3 50022 fd00::1 22").behindSudo();

        assertThat(read(host, Samples.linux()).ssh())
                .contains(new SshEnds(IpAddress.parse("fd00::3"), IpAddress.parse("fd00::1")));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void readsABareHost(Shell shell) throws IOException, SnapshotException {
        assertThat(read(linux(shell), Samples.linux())).isEqualTo(LiveHost.bare(Samples.HOST));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void readsARunningLinuxInterface(Shell shell) throws IOException, SnapshotException {
        LiveHost live = read(linuxWithInterface(shell), Samples.linux());
        LivePeer one = new LivePeer(Samples.ONE, Optional.of(Endpoint.parse("203.0.113.7:51820")),
                List.of(Cidr.parse("100.64.0.1/32"), Cidr.parse("fd00::1/128")), new Keepalive(25), true,
                Optional.empty(), 10, 20);
        LivePeer two = new LivePeer(Samples.TWO, Optional.empty(), List.of(), new Keepalive(0), false, Optional.empty(),
                0, 0);
        assertThat(live.iface()).contains(new LiveInterface(new InterfaceName("wg0"), Optional.of(Samples.OWN),
                Optional.of(new Port(51820)), 1420,
                List.of(InterfaceAddress.parse("100.64.0.4/24"), InterfaceAddress.parse("fd00::4/64")),
                List.of(one, two),
                List.of(Cidr.parse("192.168.1.0/24"), Cidr.parse("10.1.1.1/32"))));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void readsManifestAndFilesOfTheManifestAndOfTheFormat(Shell shell) throws IOException, SnapshotException {
        FakeHost host = linux(shell);
        host.write("/etc/mesh/wg0/manifest", "rw-------",
                """
                        mesh-manifest 1
                        mesh homelab
                        host pi4
                        format wg-quick
                        generation 7
                        commit -
                        by anna@box
                        at 2026-11-20T00:00:00Z
                        file /etc/mesh.d/extra 0000000000000000000000000000000000000000000000000000000000000000 0000000000000000000000000000000000000000000000000000000000000000
                        file /etc/mesh.d/gone 0000000000000000000000000000000000000000000000000000000000000000 0000000000000000000000000000000000000000000000000000000000000000
                        """
                        .replace("/etc/", directory + "/etc/"));
        host.write("/etc/mesh.d/extra", "rw-r--r--", "x\\ty\n@0 end\n|\n");
        host.write("/etc/wireguard/wg0.conf", "rw-r-----", "[Interface]\nMTU = 1420");
        host.write("/etc/mesh/wg0/psk/do1", "rw-------", Samples.PRESHARED.revealBase64() + "\n");
        host.write("/etc/mesh/wg0/private.key", "rw-------", Samples.PRIVATE.revealBase64() + "\n");
        LiveHost live = read(host, Samples.linux());
        assertThat(live.manifest().orElseThrow().generation()).isEqualTo(7);
        assertThat(live.files()).extracting(LiveFile::path, LiveFile::mode, LiveFile::text).containsExactly(
                org.assertj.core.groups.Tuple.tuple(new HostPath("/etc/mesh.d/extra"), 0644,
                        Optional.of("x\\ty\n@0 end\n|\n")),
                org.assertj.core.groups.Tuple.tuple(new HostPath("/etc/mesh/wg0/private.key"), 0600, Optional.empty()),
                org.assertj.core.groups.Tuple.tuple(new HostPath("/etc/mesh/wg0/psk/do1"), 0600, Optional.empty()),
                org.assertj.core.groups.Tuple.tuple(new HostPath("/etc/wireguard/wg0.conf"), 0640,
                        Optional.of("[Interface]\nMTU = 1420")));
        assertThat(live.files().getFirst().sha256())
                .isEqualTo(mesh.files.Digests.sha256("x\\ty\n@0 end\n|\n"));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void readsFilesOfNetworkdThatAreAboutTheInterface(Shell shell) throws IOException, SnapshotException {
        FakeHost host = linux(shell);
        host.write("/etc/systemd/network/20-vpn.netdev", "rw-r-----", "[NetDev]\nName = wg0\nKind=wireguard\n");
        host.write("/etc/systemd/network/20-vpn.network", "rw-r--r--", "[Match]\nName=wg0\n");
        host.write("/etc/systemd/network/30-other.network", "rw-r--r--", "[Match]\nName=wg01\n");
        host.write("/etc/systemd/network/40-off.network", "rw-r--r--", "[Match]\nName=wg0\n[Link]\nUnmanaged=yes\n");
        assertThat(read(host, Samples.linux()).files()).extracting(LiveFile::path).containsExactly(
                new HostPath("/etc/systemd/network/20-vpn.netdev"),
                new HostPath("/etc/systemd/network/20-vpn.network"));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void takesKeysOutOfForeignFiles(Shell shell) throws IOException, SnapshotException {
        FakeHost host = linux(shell);
        String secret = Samples.PRIVATE.revealBase64();
        host.write("/etc/wireguard/wg0.conf", "rw-------", """
                PrivateKey = %s
                privatekey=%s
                PostUp = echo %s | wg set wg0 private-key /dev/stdin
                PublicKey = %s
                PresharedKey = %s # text
                wgkey "%s"
                wgpeer %s wgpsk %s wgpka 25
                wgpeer %s -wgpsk wgpka 25
                """.formatted(secret, secret, secret, Samples.ONE, secret, secret, Samples.ONE, secret, Samples.ONE));
        LiveHost live = read(host, Samples.linux());
        assertThat(live.files().getFirst().text().orElseThrow()).isEqualTo("""
                PrivateKey = (redacted)
                privatekey= (redacted)
                PostUp = echo (redacted) | wg set wg0 private-key /dev/stdin
                PublicKey = %s
                PresharedKey = (redacted)
                wgkey (redacted)
                wgpeer %s wgpsk (redacted) wgpka 25
                wgpeer %s -wgpsk wgpka 25
                """.formatted(Samples.ONE, Samples.ONE, Samples.ONE));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void readsARunningOpenBsdInterface(Shell shell) throws IOException, SnapshotException {
        FakeHost host = new FakeHost(directory, shell);
        host.answer("uname -s", "OpenBSD\n");
        host.answer("ifconfig wg0", """
                wg0: flags=80c3<UP,BROADCAST,RUNNING,NOARP,MULTICAST> mtu 1420
                \tdescription: mesh homelab
                \tindex 5 priority 0 llprio 3
                \twgport 51820
                \twgpubkey %s
                \twgpeer %s
                \t\twgdescr: do1
                \t\twgpsk (present)
                \t\twgpka 25 (sec)
                \t\twgendpoint 2001:db8::7 51820
                \t\ttx: 20, rx: 10
                \t\tlast handshake: 12 seconds ago
                \t\twgaip fd00::1/128
                \t\twgaip 100.64.0.1/32
                \t\twgaip 192.168.1.7/24
                \twgpeer %s
                \t\ttx: 0, rx: 0
                \tgroups: wg
                \tinet 100.64.0.4 netmask 0xffffff00 broadcast 100.64.0.255
                \tinet6 fe80::1%%wg0 prefixlen 64 scopeid 0x5
                \tinet6 fd00::4 prefixlen 64
                """.formatted(Samples.OWN, Samples.ONE, Samples.TWO));
        host.answer("route -n show -inet", """
                Routing tables

                Internet:
                Destination        Gateway            Flags   Refs      Use   Mtu  Prio Iface
                0/1                100.64.0.4         US         0        0     -     8 wg0
                0/1                127.0.0.1          UGRS       0        0 32768    62 lo0
                default            192.0.2.1          UGS        4       12     -     8 em0
                100.64.0/24        100.64.0.4         UCn        0        0     -     4 wg0
                100.64.0.4         wg0                UHl        0        0     -     1 wg0
                192.168.1/24       100.64.0.4         US         0        0     -     8 wg0
                10.1.1.1           100.64.0.4         UHS        0        0     -     8 wg0
                """);
        host.answer("route -n show -inet6", "Routing tables\n\nInternet6:\n8000::/1 fd00::4 US 0 0 - 8 wg0\n");
        LivePeer one = new LivePeer(Samples.ONE, Optional.of(Endpoint.parse("[2001:db8::7]:51820")),
                List.of(Cidr.parse("100.64.0.1/32"), Cidr.parse("192.168.1.0/24"), Cidr.parse("fd00::1/128")),
                new Keepalive(25), true, Optional.of(12L), 10, 20);
        LivePeer two = new LivePeer(Samples.TWO, Optional.empty(), List.of(), new Keepalive(0), false, Optional.empty(),
                0, 0);
        assertThat(read(host, Samples.openBsd()).iface()).contains(new LiveInterface(new InterfaceName("wg0"),
                Optional.of(Samples.OWN), Optional.of(new Port(51820)), 1420,
                List.of(InterfaceAddress.parse("100.64.0.4/24"), InterfaceAddress.parse("fd00::4/64")),
                List.of(one, two),
                List.of(Cidr.parse("192.168.1.0/24"), Cidr.parse("10.1.1.1/32"))));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void readsAnInterfaceThatWasSetDown(Shell shell) throws IOException, SnapshotException {
        FakeHost host = linuxWithInterface(shell);
        assertThat(read(host, Samples.linux()).iface().orElseThrow().up()).isTrue();
        host.answer("ip -o link show dev wg0",
                "3: wg0: <POINTOPOINT,NOARP> mtu 1420 qdisc noqueue state DOWN \\    link/none\n");
        assertThat(read(host, Samples.linux()).iface().orElseThrow().up()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void seesThatAChangeIsOnItsWay(Shell shell) throws IOException, SnapshotException {
        FakeHost host = linux(shell);
        assertThat(read(host, Samples.linux()).changing()).isFalse();
        host.write("/etc/mesh/wg0/armed", "rw-------", "token 1\n");
        assertThat(read(host, Samples.linux()).changing()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void readsWhatStartsAtBootUnderOpenRc(Shell shell) throws IOException, SnapshotException {
        Assumptions.assumeFalse(Files.isDirectory(Path.of("/run/systemd/system")), "systemd would be asked here");
        FakeHost host = linux(shell);
        assertThat(read(host, Samples.linux()).services()).isEmpty();
        host.write("/etc/init.d/wg-quick", "rwxr-xr-x", "");
        host.script("rc-service", "[ \"$*\" = 'wg-quick.wg0 status' ]\n");
        assertThat(read(host, Samples.linux()).services())
                .containsExactly(new LiveService("wg-quick.wg0", false, true));
        host.script("rc-service", "exit 3\n");
        Files.createDirectories(host.path("/etc/runlevels/default"));
        Files.createSymbolicLink(host.path("/etc/runlevels/default/wg-quick.wg0"), Path.of("/etc/init.d/wg-quick.wg0"));
        assertThat(read(host, Samples.linux()).services())
                .containsExactly(new LiveService("wg-quick.wg0", true, false));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void seesDropInsBesideMeshsNetworkdFiles(Shell shell) throws IOException {
        FakeHost host = linux(shell);
        host.write("/etc/systemd/network/50-mesh-wg0.network.d/late.conf", "rw-r--r--", "[Link]\n");
        String said = host
                .run(new String(SnapshotProgram.of(Samples.linux(), List.of(), false, "m").program().standardInput(),
                        StandardCharsets.UTF_8).replace("[ -d /run/systemd/system ]", "true"))
                .out();
        assertThat(said).contains("|Id=50-mesh-wg0.network\n",
                "|DropInPaths=/etc/systemd/network/50-mesh-wg0.network.d/late.conf\n").doesNotContain("netdev");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void refusesALinkWhereAFileShouldBe(Shell shell) throws IOException {
        FakeHost host = linux(shell);
        Files.createDirectories(host.path("/etc/wireguard"));
        Files.createSymbolicLink(host.path("/etc/wireguard/wg0.conf"), Path.of("elsewhere"));
        assertThatThrownBy(() -> read(host, Samples.linux())).isInstanceOf(SnapshotException.class)
                .hasMessageContaining("'/etc/wireguard/wg0.conf' is not a regular file");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void refusesAnInterfaceThatIsNotWireGuard(Shell shell) throws IOException {
        FakeHost host = linuxWithInterface(shell);
        host.answer("wg show wg0 dump", "");
        assertThatThrownBy(() -> read(host, Samples.linux())).isInstanceOf(SnapshotException.class)
                .hasMessageContaining("is not a WireGuard interface");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void refusesAnotherSystemThanTheSpecSays(Shell shell) throws IOException {
        assertThatThrownBy(() -> read(linux(shell), Samples.openBsd())).isInstanceOf(SnapshotException.class)
                .hasMessageContaining("the host runs 'Linux', the spec says os: openbsd");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void refusesALoginThatIsNotRoot(Shell shell) throws IOException {
        FakeHost host = linux(shell);
        host.answer("id -u", "1000\n");
        assertThatThrownBy(() -> read(host, Samples.linux())).isInstanceOf(SnapshotException.class)
                .hasMessageContaining("set ssh.become to sudo");
    }
}
