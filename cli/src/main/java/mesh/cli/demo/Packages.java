// SPDX-License-Identifier: Apache-2.0
package mesh.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import mesh.cli.run.Console;
import mesh.lab.Lab;

/** The Debian packages that a lab uses: installs those that are missing, where that is possible. */
final class Packages {
    private static final Path DEBIAN = Path.of("/etc/debian_version");

    private Packages() {}

    /**
     * Does nothing unless this is Debian and the user is root. Says what it installs.
     *
     * @throws InterruptedException if the run is cancelled
     */
    static void installMissing(Console console) throws IOException, InterruptedException {
        if (!Files.exists(DEBIAN) || !"root".equals(System.getProperty("user.name"))) {
            return;
        }
        List<String> missing = new ArrayList<>();
        for (String name : Lab.debianPackages()) {
            if (!run(List.of("dpkg-query", "-W", "-f", "${db:Status-Status}", name)).equals("installed")) {
                missing.add(name);
            }
        }
        if (!missing.isEmpty()) {
            console.note("Installing Debian packages: " + String.join(" ", missing) + " ...");
            run(List.of("apt-get", "update", "-qq"));
            List<String> install = new ArrayList<>(
                    List.of("apt-get", "install", "-y", "-qq", "--no-install-recommends"));
            install.addAll(missing);
            run(install);
        }
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return text.strip();
    }
}
