// SPDX-License-Identifier: Apache-2.0
package mesh.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import mesh.desired.DesiredDevice;
import mesh.desired.DesiredPeer;
import mesh.net.Cidr;

/** Each format, read back by a reader of its own, says what the device should have. */
class DeviceRendererTest {
    private static final String KEY = Devices.key(1).revealBase64();

    private final DeviceRenderer renderer = new DeviceRenderer();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void saysWhatTheDeviceShouldHave(ExportFormat format) {
        ReadBack read = read(format, renderer.render(Devices.phone(), format, true));
        assertThat(read.values()).containsEntry("key", KEY).containsEntry("mtu", "1400").containsEntry("addresses",
                "100.64.0.50/32,fd00:9::50/128");
        assertThat(read.peers()).isEqualTo(expected(Devices.phone()));
    }

    @Test
    void routerOsGetsARouteForEachAllowedNetwork() {
        ReadBack read = read(ExportFormat.ROUTEROS, renderer.render(Devices.phone(), ExportFormat.ROUTEROS, true));
        List<String> networks = Devices.phone().peers().stream().flatMap(peer -> peer.allowedIps().stream())
                .map(Cidr::toString).toList();
        assertThat(read.values().getOrDefault("routes", "").split(" ")).containsExactlyInAnyOrderElementsOf(networks);
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void aDeviceWithItsOwnKeyGetsEverythingElse(ExportFormat format) {
        List<DeviceFile> files = renderer.render(Devices.phone(), format, false);
        assertThat(files).allSatisfy(file -> assertThat(file.gapped()).doesNotContain(DeviceFile.GAP));
        assertThat(read(format, files).values()).containsEntry("key", "");
        assertThat(read(format, files).peers()).isEqualTo(expected(Devices.phone()));
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void aMeshOfOneFamilyHasNoAddressOfTheOther(ExportFormat format) {
        DesiredDevice device = Devices.device(List.of("100.64.0.50/32"),
                List.of(Devices.peer("a", 2, "203.0.113.7:1", 0, "100.64.0.1/32")));
        ReadBack read = read(format, renderer.render(device, format, true));
        assertThat(read.values()).containsEntry("addresses", "100.64.0.50/32");
        assertThat(read.peers()).isEqualTo(expected(device));
    }

    @Test
    void wgQuickItselfTakesTheFile() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/wg-quick")), "wireguard-tools are not here");
        Path file = folder.resolve("home.conf");
        Files.writeString(file, text(renderer.render(Devices.phone(), ExportFormat.WG_QUICK, true).getFirst()));
        Process strip = new ProcessBuilder("wg-quick", "strip", file.toString()).start();
        String stripped = new String(strip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(strip.waitFor()).isZero();
        ReadBack read = ReadBack.wgQuick(stripped);
        assertThat(read.values()).containsEntry("key", KEY);
        assertThat(read.peers()).isEqualTo(expected(Devices.phone()));
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void aDeviceThatLeavesByAnExitSendsItEverything(ExportFormat format) {
        ReadBack read = read(format, renderer.render(Devices.leaving(), format, true));
        assertThat(read.peers()).isEqualTo(expected(Devices.leaving()));
    }

    @Test
    void networkdSendsEverythingByATableOfItsOwnAndAsksTheResolverForAllNames() {
        List<DeviceFile> files = renderer.render(Devices.leaving(), ExportFormat.NETWORKD, true);
        assertThat(text(files.getFirst()).lines()).contains("FirewallMark=51820", "RouteTable=51820");
        assertThat(text(files.getLast()).lines()).contains("InvertRule=yes", "Table=51820")
                .doesNotContain("DNSDefaultRoute=no");
    }

    /** systemd.network(5): a link whose domain is one to search in would be asked for all other names too. */
    @Test
    void networkdAsksTheMeshsResolverForTheMeshsNamesOnly() {
        String network = text(renderer.render(Devices.phone(), ExportFormat.NETWORKD, true).getLast());
        assertThat(network.lines()).contains("Domains=home.mesh", "DNSDefaultRoute=no");
        assertThat(network).contains("DNS=");
    }

    @Test
    void nothingThatIsPrintedForPeopleHoldsTheKey() {
        assertThat(renderer.render(Devices.phone(), ExportFormat.UCI, true).toString()).doesNotContain(KEY);
        assertThat(QrCode.of("PrivateKey = " + KEY)).asString().doesNotContain(KEY);
    }

    private static String text(DeviceFile file) {
        return file.reveal(Optional.of(Devices.key(1)));
    }

    private static ReadBack read(ExportFormat format, List<DeviceFile> files) {
        String first = text(files.getFirst());
        return switch (format) {
            case WG_QUICK, QR, PNG, SVG -> ReadBack.wgQuick(first);
            case UCI -> ReadBack.uci(first);
            case NETWORKMANAGER -> ReadBack.networkManager(first);
            case NETWORKD -> ReadBack.networkd(first, text(files.getLast()));
            case ROUTEROS -> ReadBack.routerOs(first);
        };
    }

    private static SortedMap<String, String> expected(DesiredDevice device) {
        SortedMap<String, String> peers = new TreeMap<>();
        for (DesiredPeer peer : device.peers()) {
            String allowed = Arrays.stream(peer.allowedIps().toArray()).map(Object::toString).sorted()
                    .collect(Collectors.joining(" "));
            peers.put(peer.publicKey().orElseThrow().base64(),
                    peer.endpoint().orElseThrow() + " " + peer.keepalive() + " " + allowed);
        }
        return peers;
    }
}
