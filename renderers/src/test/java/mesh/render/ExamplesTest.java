// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredMesh;
import mesh.desired.DesiredStateBuilder;
import mesh.key.PrivateKey;
import mesh.key.PublicKey;
import mesh.key.SecureKeySource;
import mesh.lock.LockCodec;
import mesh.lock.LockUpdater;
import mesh.lock.LockedKey;
import mesh.lock.LockedNode;
import mesh.lock.Lockfile;
import mesh.model.Mesh;
import mesh.model.MeshBuilder;
import mesh.name.NodeName;
import mesh.spec.SpecSource;

/** The examples of the repository: spec and lock belong together, and every file is the one in {@code expected/hosts}. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of(System.getProperty("mesh.root"), "examples");
    private static final LocalDate KEYS_SINCE = LocalDate.of(2026, 11, 20);

    static List<String> examples() throws IOException {
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            return folders.filter(Files::isDirectory).map(folder -> folder.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void rendersTheExpectedFilesFromSpecAndLock(String example) throws IOException {
        Path folder = EXAMPLES.resolve(example);
        Mesh mesh = mesh(folder);
        Lockfile lock = lock(folder, mesh);
        DesiredMesh desired = DesiredStateBuilder.build(mesh, lock);
        SortedMap<String, String> files = new TreeMap<>();
        for (DesiredHost host : desired.hosts()) {
            Rendered.texts(new Renderers().render(host)).forEach((path, text) -> files.put(host.name() + path, text));
        }
        GoldenFolder.compare(folder.resolve("expected/hosts"), files);
    }

    private static Mesh mesh(Path folder) throws IOException {
        SpecSource source = SpecSource.ofBytes("mesh.yaml", Files.readAllBytes(folder.resolve("mesh.yaml")));
        return MeshBuilder.read(source).mesh();
    }

    private static Lockfile lock(Path folder, Mesh mesh) throws IOException {
        Path file = folder.resolve("mesh.lock");
        if (Boolean.getBoolean("golden.update")) {
            Lockfile old = Files.exists(file) ? read(file, mesh) : Lockfile.empty(mesh.name());
            Files.writeString(file, LockCodec.write(withKeys(LockUpdater.update(mesh, old).lock())));
        }
        Lockfile lock = read(file, mesh);
        assertThat(LockUpdater.update(mesh, lock).lock()).isEqualTo(lock);
        assertThat(LockCodec.write(lock)).isEqualTo(Files.readString(file));
        return lock;
    }

    private static Lockfile read(Path file, Mesh mesh) throws IOException {
        return LockCodec.read(SpecSource.ofBytes("mesh.lock", Files.readAllBytes(file)), mesh.name());
    }

    /** Hosts without a key get one whose private half nobody keeps. */
    private static Lockfile withKeys(Lockfile lock) {
        SecureKeySource source = new SecureKeySource();
        Map<NodeName, LockedNode> nodes = new TreeMap<>(lock.nodes());
        nodes.replaceAll((name, node) -> {
            if (node.reach().isEmpty() || node.key().isPresent()) {
                return node;
            }
            PublicKey key = PublicKey.of(PrivateKey.of(source.random32()));
            return node.withKey(new LockedKey(key, 1, KEYS_SINCE));
        });
        return new Lockfile(lock.mesh(), new TreeMap<>(nodes), lock.removed());
    }
}
