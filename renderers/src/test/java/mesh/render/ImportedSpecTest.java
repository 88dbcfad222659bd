// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import mesh.adopt.AdoptedMesh;
import mesh.adopt.Adoption;
import mesh.adopt.AdoptionSettings;
import mesh.adopt.FoundFiles;
import mesh.config.ConfigFile;
import mesh.desired.DesiredHost;
import mesh.desired.DesiredMesh;
import mesh.desired.DesiredPeer;
import mesh.desired.DesiredStateBuilder;
import mesh.key.PrivateKey;
import mesh.key.PublicKey;
import mesh.lock.LockUpdater;
import mesh.lock.Lockfile;
import mesh.model.Host;
import mesh.model.Mesh;
import mesh.model.MeshBuilder;
import mesh.name.MeshName;
import mesh.spec.SpecSource;

/**
 * A mesh that is told in any format that import reads, and imported, is the same mesh: the same hosts with their endpoints,
 * ports, networks and keys, and the same peers. What tools print, and the database, are written here as those tools do.
 */
class ImportedSpecTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final String HOSTS = """
            hosts:
              one: {endpoint: 198.51.100.1}
              two: {endpoint: 198.51.100.2, port: 4000, routes: [192.168.2.0/24]}
              three: {endpoint: '2001:db8::3', routes: [10.3.0.0/16, 192.168.3.0/24]}
            """;
    private static final String HIDDEN = "  four: {behind-nat: true}\n";

    /** How a mesh is told. */
    enum Told {
        WG_QUICK("{os: linux}", HOSTS + HIDDEN), NETWORKD("{os: linux, format: systemd-networkd}", HOSTS + HIDDEN),
        HOSTNAME_IF("{os: openbsd}", HOSTS + HIDDEN), SHOWCONF("{os: linux}", HOSTS + HIDDEN),
        DUMP("{os: linux}", HOSTS + HIDDEN), DUMP_ALL("{os: linux}", HOSTS + HIDDEN), CSV("{os: linux}", HOSTS);

        private final String spec;

        Told(String defaults, String hosts) {
            spec = "mesh: found\nnetwork: {ipv4: 10.40.0.0/24, ipv6: none}\ndefaults: " + defaults + "\n" + hosts;
        }

        private List<ConfigFile> files(DesiredMesh mesh) {
            return switch (this) {
                case WG_QUICK, NETWORKD, HOSTNAME_IF -> mesh.hosts().stream().flatMap(host -> rendered(host).stream())
                        .toList();
                case SHOWCONF -> mesh.hosts().stream()
                        .map(host -> new ConfigFile(host.name() + ".conf", showconf(host))).toList();
                case DUMP -> mesh.hosts().stream()
                        .map(host -> new ConfigFile(host.name() + ".txt", dump(host, ""))).toList();
                case DUMP_ALL -> mesh.hosts().stream()
                        .map(host -> new ConfigFile(host.name() + ".txt", dump(host, "wg0\t"))).toList();
                case CSV -> List.of(new ConfigFile("database.csv", csv(mesh)));
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Told.class)
    void isTheSameMesh(Told told) {
        Mesh mesh = MeshBuilder.read(new SpecSource("mesh.yaml", told.spec)).mesh();
        Lockfile lock = LockUpdater.update(mesh, Lockfile.empty(mesh.name())).lock();
        for (Host host : mesh.hosts()) {
            lock = lock.withKey(host.name(), PublicKey.of(key(host.name().text())), TODAY);
        }
        DesiredMesh desired = DesiredStateBuilder.build(mesh, lock);

        AdoptedMesh adopted = adopt(told.files(desired));
        Mesh found = MeshBuilder.read(new SpecSource("mesh.yaml", adopted.spec())).mesh();

        assertThat(facts(found, DesiredStateBuilder.build(found, adopted.lock()))).isEqualTo(facts(mesh, desired));
    }

    private static AdoptedMesh adopt(List<ConfigFile> files) {
        FoundFiles found = FoundFiles.of(files);
        return Adoption.adopt(found.hosts(), new AdoptionSettings(
                Adoption.writtenMesh(found.hosts()).orElse(new MeshName("found")),
                Adoption.usualInterface(found.hosts()), List.of(), List.of(), TODAY));
    }

    /** What the spec says of each host, and what follows from all of it together. */
    private static String facts(Mesh mesh, DesiredMesh desired) {
        String hosts = mesh.hosts().stream().map(host -> host.name() + " " + host.os() + " " + host.format() + " "
                + host.behindNat() + " " + host.routes() + " " + host.endpoints()).collect(Collectors.joining("\n"));
        String peers = desired.hosts().stream()
                .map(host -> host.name() + " " + host.iface().addresses() + " " + host.iface().port() + " "
                        + host.iface().publicKey().map(PublicKey::base64) + "\n"
                        + host.peers().stream().map(peer -> "  " + peer.name() + " " + peer.publicKey()
                                .map(PublicKey::base64) + " " + peer.endpoint() + " " + peer.allowedIps() + " "
                                + peer.keepalive()).collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n"));
        return mesh.network().ranges() + "\n" + hosts + "\n" + peers;
    }

    private static PrivateKey key(String name) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) name.hashCode());
        return PrivateKey.of(bytes);
    }

    private static List<ConfigFile> rendered(DesiredHost host) {
        List<ConfigFile> files = new ArrayList<>();
        Rendered.texts(new Renderers().render(host)).forEach((path, text) -> {
            if (path.matches(".*(\\.conf|\\.netdev|\\.network|hostname\\.wg0)") && !path.contains(".d/")) {
                files.add(new ConfigFile(host.name() + path, text));
            }
        });
        return files;
    }

    /** As {@code wg showconf} prints it. */
    private static String showconf(DesiredHost host) {
        StringBuilder text = new StringBuilder("[Interface]\nListenPort = ").append(host.iface().port())
                .append("\nPrivateKey = ").append(key(host.name().text()).revealBase64()).append('\n');
        for (DesiredPeer peer : host.peers()) {
            text.append("\n[Peer]\nPublicKey = ").append(peer.publicKey().orElseThrow().base64())
                    .append("\nAllowedIPs = ").append(joined(peer, ", ")).append('\n');
            peer.endpoint().ifPresent(endpoint -> text.append("Endpoint = ").append(endpoint).append('\n'));
            text.append(peer.keepalive().seconds() == 0 ? "" : "PersistentKeepalive = " + peer.keepalive() + "\n");
        }
        return text.toString();
    }

    /** As {@code wg show wg0 dump} prints it, or with the interface's name {@code wg show all dump}. */
    private static String dump(DesiredHost host, String iface) {
        StringBuilder text = new StringBuilder(iface).append(key(host.name().text()).revealBase64()).append('\t')
                .append(host.iface().publicKey().orElseThrow().base64()).append('\t').append(host.iface().port())
                .append("\toff\n");
        for (DesiredPeer peer : host.peers()) {
            String endpoint = peer.endpoint().map(Object::toString).orElse("(none)");
            String keepalive = peer.keepalive().seconds() == 0 ? "off" : peer.keepalive().toString();
            text.append(iface).append(String.join("\t", peer.publicKey().orElseThrow().base64(), "(none)", endpoint,
                    joined(peer, ","), "0", "0", "0", keepalive)).append('\n');
        }
        return text.toString();
    }

    private static String joined(DesiredPeer peer, String between) {
        return peer.allowedIps().stream().map(Object::toString).collect(Collectors.joining(between));
    }

    /** As wg-meshconf keeps it: what others are told of a host stands on its own line. */
    private static String csv(DesiredMesh mesh) {
        StringBuilder text = new StringBuilder(
                "Name,Address,Endpoint,AllowedIPs,ListenPort,PersistentKeepalive,PrivateKey\n");
        for (DesiredHost host : mesh.hosts()) {
            DesiredPeer seen = mesh.hosts().stream().flatMap(other -> other.peers().stream())
                    .filter(peer -> peer.name().equals(host.name())).findFirst().orElseThrow();
            String endpoint = seen.endpoint()
                    .map(one -> one.toString().replaceAll(":[0-9]+$", "").replaceAll("[\\[\\]]", ""))
                    .orElse("");
            String networks = seen.allowedIps().stream().map(Object::toString).filter(one -> !one.endsWith("/32"))
                    .collect(Collectors.joining(","));
            text.append(host.name()).append(',').append(host.iface().addresses().getFirst()).append(',')
                    .append(endpoint).append(",\"").append(networks).append("\",").append(host.iface().port())
                    .append(",,").append(key(host.name().text()).revealBase64()).append('\n');
        }
        return text.toString();
    }
}
