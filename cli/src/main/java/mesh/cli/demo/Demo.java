// SPDX-License-Identifier: Apache-2.0
package mesh.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import mesh.cli.run.Program;
import mesh.cli.run.Setting;
import mesh.lab.Lab;

/** Chooses what can be shown here, in a directory of its own that goes away at the end, also after an interrupt. */
public final class Demo {
    private final Setting setting;
    private final Program program;

    public Demo(Setting setting, Program program) {
        this.setting = setting;
        this.program = program;
    }

    /** Names of the Debian packages that the full demonstration uses. */
    public static List<String> packages() {
        return Lab.debianPackages();
    }

    /** @param root of mesh's source tree, where the examples are */
    public void run(Path root) throws IOException, InterruptedException {
        Packages.installMissing(setting.console());
        List<String> missing = Lab.missing();
        Path directory = Files.createTempDirectory("mesh-demo");
        Thread cleaning = new Thread(() -> delete(directory));
        Runtime.getRuntime().addShutdownHook(cleaning);
        try {
            Narrator narrator = new Narrator(setting.in(directory), program);
            if (missing.isEmpty()) {
                new LabTour(narrator).run();
            } else {
                new OfflineTour(narrator, root.resolve("examples").resolve("lab")).run(missing);
            }
        } finally {
            delete(directory);
            Runtime.getRuntime().removeShutdownHook(cleaning);
        }
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
