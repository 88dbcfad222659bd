// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dist/build makes, unpacked where nothing else of mesh or Java is. */
class DistributionTest {
    private static final Path ROOT = Path.of(System.getProperty("mesh.root", ".")).toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private static Path directory;
    private static Path tree = Path.of("");

    private record Ended(int code, String text) {}

    @BeforeAll
    static void buildTwiceAndUnpack() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg-deb")), "no dpkg-deb here");
        List<Process> builds = new ArrayList<>();
        for (String each : List.of("first", "second")) {
            builds.add(start(directory, ROOT.resolve("dist/build").toString(), "--no-sbom", each));
        }
        for (Process build : builds) {
            Ended built = end(build);
            assertThat(built.code).as(built.text).isZero();
        }
        Path place = Files.createDirectories(directory.resolve("a place with spaces"));
        assertThat(run(place, "/bin/sh", "-c", "tar -xzf ../first/mesh-*.tar.gz").code).isZero();
        try (Stream<Path> inside = Files.list(place)) {
            tree = inside.findFirst().orElseThrow();
        }
    }

    @Test
    void twoBuildsGiveTheSameBytes() throws IOException, InterruptedException {
        Ended compared = run(directory, "diff", "-r", "first", "second");

        assertThat(compared.text).isEmpty();
        assertThat(compared.code).isZero();
    }

    @Test
    void checksumsAreOfAllThatIsThere() throws IOException, InterruptedException {
        assertThat(run(directory.resolve("first"), "sha256sum", "--strict", "--check", "SHA256SUMS").code).isZero();
        assertThat(Files.readAllLines(directory.resolve("first/SHA256SUMS")))
                .anyMatch(line -> line.endsWith(".tar.gz")).anyMatch(line -> line.endsWith(".deb"))
                .anyMatch(line -> line.endsWith("Containerfile"));
    }

    @Test
    void itRunsWithoutAnyOtherJavaAndIsFasterLater() throws IOException, InterruptedException {
        assertThat(mesh("--version").text).startsWith("mesh ").contains("Java 25");
        awaitCache(tree);
        Ended validated = mesh("-f", tree.resolve("examples/homelab/mesh.yaml").toString(), "validate");
        assertThat(validated.text).contains("is valid: mesh homelab");
        assertThat(validated.code).isZero();
    }

    @Test
    void aHostOfTheSameMachineGetsItsJavaFromIt() throws IOException, InterruptedException {
        String machine = run(directory, "uname", "-m").text.strip();

        Ended listed = run(tree, "tar", "-tzf", "lib/runtimes/" + machine + "-25.tar.gz");

        assertThat(listed.text).contains("./bin/java\n", "./lib/modules\n");
    }

    @Test
    void filesBelongToRootAndOnlyTheirOwnerMayWriteThem() throws IOException, InterruptedException {
        for (String list : List.of("tar --numeric-owner -tvzf mesh-*.tar.gz",
                "dpkg-deb --fsys-tarfile mesh_*.deb | tar --numeric-owner -tvf -")) {
            assertThat(run(directory.resolve("first"), "/bin/sh", "-c", list).text.lines()).hasSizeGreaterThan(50)
                    .allMatch(line -> line.matches("(-rw-r--r--|-rwxr-xr-x|drwxr-xr-x|l\\S+) +0/0 .*"));
        }
    }

    @Test
    void nothingTellsWhereItWasBuilt() throws IOException, InterruptedException {
        Ended found = run(tree, "grep", "-rlF", "--exclude=*.aot", ROOT.toString(), ".");

        assertThat(found.text).isEmpty();
        assertThat(found.code).as("grep found nothing").isEqualTo(1);
    }

    @Test
    void thePackageHasTheCommandOnItsPath() throws IOException, InterruptedException {
        assertThat(run(directory, "/bin/sh", "-c", "dpkg-deb -x first/mesh_*.deb installed").code).isZero();

        Ended version = run(directory, "env", "-i", "HOME=" + directory, "PATH=/usr/bin:/bin",
                directory.resolve("installed/usr/bin/mesh").toString(), "--version");

        assertThat(version.text).startsWith("mesh ");
        assertThat(version.code).isZero();
        awaitCache(directory.resolve("installed/usr/lib/mesh"));
    }

    @Test
    void everyCommandHasAManualPageInBoth() throws IOException, InterruptedException {
        assertThat(run(directory, "/bin/sh", "-c", "dpkg-deb --fsys-tarfile first/mesh_*.deb | tar -tf -").text)
                .contains("/usr/share/man/man1/mesh.1.gz", "/usr/share/man/man1/mesh-apply.1.gz",
                        "/usr/share/man/man8/mesh-agent.8.gz", "/usr/share/man/man8/mesh-agent-netcheck.8.gz",
                        "/usr/share/fish/vendor_completions.d/mesh.fish");
        assertThat(tree.resolve("man/man1/mesh-apply.1")).content().startsWith(".Dd ").contains(".Dt MESH-APPLY 1");
        assertThat(tree.resolve("man/man8/mesh-agent.8")).content().contains(".Dt MESH-AGENT 8",
                ".It Xr mesh-agent-run 8", ".Sh EXIT STATUS");
        assertThat(tree.resolve("man/man8/mesh-agent-run.8")).content().contains("HTTPS_PROXY", "/etc/mesh/");
    }

    @Test
    void readersOfManualsHaveNothingToSayOfThem() throws IOException, InterruptedException {
        String check = "command -v mandoc >/dev/null || exit 77; exec mandoc -T lint -W warning man/man?/*";

        Ended linted = run(tree, "/bin/sh", "-c", check);

        Assumptions.assumeTrue(linted.code != 77, "no mandoc here");
        assertThat(linted.text).isEmpty();
    }

    /** The first start leaves it behind, after its own end. */
    private static void awaitCache(Path program) {
        Path cache = program.resolve("lib/mesh.aot");
        Waiting.until("the AOT cache", PATIENCE,
                () -> Files.exists(cache) && !Files.exists(cache.resolveSibling("mesh.aot.making")));
        assertThat(cache.resolveSibling("mesh-short.aot")).exists();
    }

    /** With a path of system programs only; where a Java is among them it is not asked, for the launcher names its own. */
    private static Ended mesh(String... arguments) throws IOException, InterruptedException {
        return run(directory, Stream.concat(
                Stream.of("env", "-i", "HOME=" + directory, "PATH=/usr/bin:/bin", tree.resolve("bin/mesh").toString()),
                Stream.of(arguments)).toArray(String[]::new));
    }

    private static Ended run(Path where, String... words) throws IOException, InterruptedException {
        return end(start(where, words));
    }

    private static Process start(Path where, String... words) throws IOException {
        Process process = new ProcessBuilder(words).directory(where.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return process;
    }

    private static Ended end(Process process) throws IOException, InterruptedException {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), text);
    }
}
