// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import mesh.adopt.AdoptedMesh;
import mesh.adopt.Adoption;
import mesh.adopt.AdoptionSettings;
import mesh.adopt.FoundFiles;
import mesh.config.ConfigFile;
import mesh.desired.DesiredHost;
import mesh.desired.DesiredStateBuilder;
import mesh.key.PrivateKey;
import mesh.key.PublicKey;
import mesh.lock.LockUpdater;
import mesh.lock.Lockfile;
import mesh.model.Mesh;
import mesh.model.MeshBuilder;
import mesh.name.MeshName;
import mesh.spec.SpecSource;

/** A mesh that is rendered, imported and rendered again has the same files, byte for byte, in every format. */
class ImportRoundTripTest {
    private static final Path EXAMPLES = Path.of(System.getProperty("mesh.root"), "examples");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final String RECIPIENT = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

    @ParameterizedTest
    @ValueSource(strings = {"three-openbsd", "homelab", "lab"})
    void anExampleComesBack(String example) throws IOException {
        Path expected = EXAMPLES.resolve(example).resolve("expected/hosts");
        List<ConfigFile> files = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(expected)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.add(new ConfigFile(expected.relativize(file).toString(), Files.readString(file)));
            }
        }
        assertThat(again(files)).isEqualTo(byName(files));
    }

    /** Hosts of all formats; some behind NAT, some with networks, ports, MTUs, sites, private endpoints. */
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void anyMeshComesBack(@ForAll @Size(min = 2, max = 9) Set<@IntRange(min = 0, max = 47) Integer> numbers,
            @ForAll boolean preshared) {
        Mesh mesh = mesh(numbers, preshared);
        Lockfile lock = LockUpdater.update(mesh, Lockfile.empty(mesh.name())).lock();
        for (mesh.model.Host host : mesh.hosts()) {
            lock = lock.withKey(host.name(), key(host.name().text()), TODAY);
        }
        List<ConfigFile> files = new ArrayList<>();
        render(mesh, lock).forEach((name, text) -> files.add(new ConfigFile(name, text)));

        assertThat(again(files)).isEqualTo(byName(files));
    }

    private static Mesh mesh(Set<Integer> numbers, boolean preshared) {
        StringBuilder spec = new StringBuilder("mesh: any\nnetwork: {ipv4: 10.7.0.0/24}\ndefaults: {os: linux}\n");
        if (preshared) {
            spec.append("keys: {recipients: [").append(RECIPIENT).append("], preshared-epoch: 1}\n");
        }
        spec.append("hosts:\n  first:\n    endpoint: first.example.net\n");
        for (int number : numbers) {
            spec.append("  n").append(number).append(":\n").append(switch (number % 3) {
                case 0 -> "    os: openbsd\n";
                case 1 -> "    format: systemd-networkd\n";
                default -> "    port: " + (51820 + number % 2) + "\n";
            }).append(switch (number / 3 % 4) {
                case 0 -> "    behind-nat: true\n    routes: [192.168." + number + ".0/24]\n";
                case 1 -> "    endpoint: [203.0.113." + number + ", {address: 10.1.0." + (number + 1)
                        + ", site: east}]\n    site: east\n";
                case 2 -> "    endpoint: '[2001:db8::" + (number + 1) + "]:4000'\n    mtu: 1400\n";
                default -> "    endpoint: n" + number + ".example.net\n";
            });
        }
        return MeshBuilder.read(new SpecSource("mesh.yaml", spec + "devices:\n  phone: {public-key: " + key("phone")
                + "}\nexternals:\n  partner: {public-key: " + key("partner")
                + ", endpoint: vpn.example.org:500, allowed-ips: [10.99.0.0/16, 'fd99::/32']}\n")).mesh();
    }

    private static PublicKey key(String seed) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (seed.hashCode() >>> (i % 4 * 8));
        }
        return PublicKey.of(PrivateKey.of(bytes));
    }

    private static SortedMap<String, String> again(List<ConfigFile> files) {
        FoundFiles found = FoundFiles.of(files);
        boolean preshared = files.stream().anyMatch(file -> file.text().contains("/psk/"));
        AdoptedMesh adopted = Adoption.adopt(found.hosts(),
                new AdoptionSettings(Adoption.writtenMesh(found.hosts()).orElse(new MeshName("none")),
                        Adoption.usualInterface(found.hosts()), preshared ? List.of(RECIPIENT) : List.of(), TODAY));
        Mesh mesh = MeshBuilder.read(new SpecSource("mesh.yaml", adopted.spec())).mesh();
        assertThat(LockUpdater.update(mesh, adopted.lock()).lock()).isEqualTo(adopted.lock());
        assertThat(adopted.remarks()).filteredOn(remark -> !remark.text().contains("preshared")).isEmpty();
        return render(mesh, adopted.lock());
    }

    private static SortedMap<String, String> render(Mesh mesh, Lockfile lock) {
        SortedMap<String, String> files = new TreeMap<>();
        for (DesiredHost host : DesiredStateBuilder.build(mesh, lock).hosts()) {
            Rendered.texts(new Renderers().render(host)).forEach((path, text) -> files.put(host.name() + path, text));
        }
        return files;
    }

    private static SortedMap<String, String> byName(List<ConfigFile> files) {
        SortedMap<String, String> byName = new TreeMap<>();
        files.forEach(file -> byName.put(file.name(), file.text()));
        return byName;
    }
}
