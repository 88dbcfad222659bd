// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import mesh.desired.DesiredHost;
import mesh.desired.Ground;
import mesh.desired.NameTable;
import mesh.desired.NameTable.Entry;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.model.Format;
import mesh.name.DnsName;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.net.IpAddress;

/** The script that a host gets, on a hosts file of the test, under every shell that is here. */
class HostsBlockTest {
    private static final String FOREIGN = "127.0.0.1\tlocalhost  # mine\n\n192.0.2.1 printer\n";
    private static final String BLOCK = """
            # BEGIN mesh wg0 (names of mesh homelab: written by mesh apply, which overwrites changes made here)
            192.168.200.1 amsterdam.home.mesh amsterdam
            # END mesh wg0
            """;

    @TempDir
    private Path root;

    static Stream<List<String>> shells() {
        return Stream.of(List.of("dash"), List.of("bash", "--posix"), List.of("busybox", "ash"), List.of("mksh"))
                .filter(shell -> Stream.of("/bin/", "/usr/bin/").map(place -> Path.of(place + shell.getFirst()))
                        .anyMatch(Files::isExecutable));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void putsTheBlockBesideForeignLinesAndTakesItAway(List<String> shell) throws Exception {
        Files.writeString(hosts(), FOREIGN);
        Files.setPosixFilePermissions(hosts(), PosixFilePermissions.fromString("rw-rw-r--"));
        lay();

        assertThat(run(shell, "up")).isZero();
        assertThat(hosts()).hasContent(FOREIGN + BLOCK);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(hosts()))).isEqualTo("rw-rw-r--");

        Files.writeString(hosts(), Files.readString(hosts()).replace("192.168.200.1", "10.0.0.1") + "192.0.2.2 late\n");
        assertThat(run(shell, "up")).isZero();
        assertThat(hosts()).hasContent(FOREIGN + "192.0.2.2 late\n" + BLOCK);

        assertThat(run(shell, "down")).isZero();
        assertThat(Files.readString(hosts())).isEqualTo(FOREIGN + "192.0.2.2 late\n");
        try (Stream<Path> left = Files.list(root)) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("hosts", "mesh");
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void leavesAFileWithABrokenBlockToPeople(List<String> shell) throws Exception {
        String broken = FOREIGN + BLOCK.replace("# END mesh wg0\n", "") + "192.0.2.3 after\n";
        Files.writeString(hosts(), broken);
        lay();
        assertThat(run(shell, "check", "")).isNotZero();
        assertThat(run(shell, "up")).isNotZero();
        assertThat(hosts()).hasContent(broken);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void followsALink(List<String> shell) throws Exception {
        Path real = Files.writeString(root.resolve("real"), FOREIGN);
        Files.createSymbolicLink(hosts(), real);
        lay();
        assertThat(run(shell, "up")).isZero();
        assertThat(hosts()).isSymbolicLink();
        assertThat(real).hasContent(FOREIGN + BLOCK);
    }

    private Path hosts() {
        return root.resolve("hosts");
    }

    /** The files of a host that needs names only, below the test's folder. */
    private void lay() throws IOException {
        NameTable names = new NameTable(new MeshName("homelab"), Optional.of(new DnsName("home.mesh")),
                List.of(new Entry(new NodeName("amsterdam"), List.of(IpAddress.parse("192.168.200.1")))), List.of());
        DesiredHost plain = Fixture.host(Format.WG_QUICK);
        DesiredHost named = new DesiredHost(plain.mesh(), plain.name(), plain.reach(), plain.iface(), plain.peers(),
                plain.routes(), Ground.NONE.with(Optional.of(names)));
        for (HostFile file : new Renderers().render(named).files()) {
            if (file.path().text().startsWith("/etc/mesh/wg0/") && file.content() instanceof FileContent.Text text) {
                Path target = root.resolve(file.path().text().substring("/etc/".length()));
                Files.createDirectories(target.getParent());
                Files.writeString(target, text.text().replace("/etc/", root + "/"));
            }
        }
    }

    private int run(List<String> shell, String... verb) throws IOException, InterruptedException {
        List<String> command = Stream.of(shell, List.of(root.resolve("mesh/wg0/ground").toString()), List.of(verb))
                .flatMap(List::stream).toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(said).isTrue();
        return process.exitValue();
    }
}
