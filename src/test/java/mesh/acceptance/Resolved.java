// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import mesh.lab.LabHost;

/**
 * systemd-resolved in a lab host: the machine's own, or that of Debian's package, unpacked and not installed, since the
 * package takes over the name service of whatever machine it is installed on.
 */
final class Resolved {
    private static final Path OWN = Path.of("/usr/lib/systemd/systemd-resolved");
    private static final Path UNPACKED = Path.of(System.getProperty("mesh.root", "."), "acceptance/target/resolved");
    private static final String POLICY = "dbus-1/system.d/org.freedesktop.resolve1.conf";
    private static final String UNIT = """
            [Unit]
            DefaultDependencies=no
            [Service]
            Type=notify
            BusName=org.freedesktop.resolve1
            ExecStart=%s
            """;

    private Resolved() {}

    static boolean isThere() {
        return Files.exists(OWN) || Files.exists(unpacked("lib/systemd/systemd-resolved")) || unpack();
    }

    private static Path unpacked(String file) {
        return UNPACKED.resolve("tree").resolve(file);
    }

    private static boolean unpack() {
        try {
            Files.createDirectories(UNPACKED);
            Process process = new ProcessBuilder("sh", "-c",
                    "apt-get -q download systemd-resolved && dpkg -x systemd-resolved_*.deb tree")
                    .directory(UNPACKED.toFile()).redirectErrorStream(true)
                    .redirectOutput(UNPACKED.resolve("log").toFile()).start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Programs that are not the machine's own are gone with the next boot. */
    static void start(LabHost host) {
        if (!Files.exists(OWN)) {
            host.run("mkdir -p /root/local/bin && mount --bind /root/local /usr/local").orThrow();
            copy(host, "lib/systemd/systemd-resolved", "root/local/bin/systemd-resolved");
            copy(host, "usr/bin/resolvectl", "root/local/bin/resolvectl");
            host.run("mkdir -p /etc/dbus-1/system.d").orThrow();
            copy(host, "usr/share/" + POLICY, "etc/" + POLICY);
        }
        String program = Files.exists(OWN) ? OWN.toString() : "/usr/local/bin/systemd-resolved";
        host.run("rm -f /etc/systemd/system/systemd-resolved.service").orThrow();
        host.put("/etc/systemd/system/systemd-resolved.service", "0644", UNIT.formatted(program));
        host.run("echo systemd-resolve:x:102:102::/:/usr/sbin/nologin >>/etc/passwd;"
                + " echo systemd-resolve:x:102: >>/etc/group; systemctl reload dbus.service && systemctl daemon-reload"
                + " && systemctl start systemd-resolved.service || { journalctl -q -o cat -u systemd-resolved >&2; exit 1; }")
                .orThrow();
    }

    private static void copy(LabHost host, String file, String path) {
        try {
            Files.copy(unpacked(file), host.root().resolve(path));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
