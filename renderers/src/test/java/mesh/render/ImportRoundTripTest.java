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
import mesh.lock.LockCodec;
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
        Path folder = EXAMPLES.resolve(example);
        Mesh mesh = MeshBuilder
                .read(SpecSource.ofBytes("mesh.yaml", Files.readAllBytes(folder.resolve("mesh.yaml")))).mesh();
        Lockfile lock = LockCodec
                .read(SpecSource.ofBytes("mesh.lock", Files.readAllBytes(folder.resolve("mesh.lock"))), mesh.name());
        SortedMap<String, String> files = render(mesh, lock);

        assertThat(again(files)).isEqualTo(files);
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
        SortedMap<String, String> files = render(mesh, lock);

        assertThat(again(files)).isEqualTo(files);
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

    private static SortedMap<String, String> again(SortedMap<String, String> texts) {
        List<ConfigFile> files = new ArrayList<>();
        texts.forEach((name, text) -> files.add(new ConfigFile(name, text)));
        FoundFiles found = FoundFiles.of(files);
        boolean preshared = files.stream().anyMatch(file -> file.text().contains("/psk/"));
        AdoptedMesh adopted = Adoption.adopt(found.hosts(),
                new AdoptionSettings(Adoption.writtenMesh(found.hosts()).orElse(new MeshName("none")),
                        Adoption.usualInterface(found.hosts()), preshared ? List.of(RECIPIENT) : List.of(),
                        List.of(), TODAY));
        Mesh mesh = MeshBuilder.read(new SpecSource("mesh.yaml", adopted.spec())).mesh();
        assertThat(LockUpdater.update(mesh, adopted.lock()).lock()).isEqualTo(adopted.lock());
        assertThat(adopted.remarks()).filteredOn(remark -> !remark.text().contains("preshared")).isEmpty();
        return render(mesh, adopted.lock());
    }

    /** The interfaces' files. What a host needs besides cannot be told from them. */
    private static SortedMap<String, String> render(Mesh mesh, Lockfile lock) {
        SortedMap<String, String> files = new TreeMap<>();
        for (DesiredHost host : DesiredStateBuilder.build(mesh, lock).hosts()) {
            Rendered.texts(new Renderers().render(host)).forEach((path, text) -> {
                if (path.matches(".*(\\.conf|\\.netdev|\\.network|hostname\\.wg0)") && !path.contains(".d/")) {
                    files.put(host.name() + path, text.replaceAll("(?m)^.*/ground up\n", ""));
                }
            });
        }
        return files;
    }
}
