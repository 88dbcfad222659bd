// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.enrol.OpenBsdRelease;
import mesh.name.UserName;

import picocli.CommandLine.Option;

/** How a machine that is not ready for mesh becomes so: options of {@code mesh bootstrap}, of which one way is chosen. */
final class BootstrapWay {
    private static final int MOST_HOURS = 720;

    @Option(names = "--prepare", description = "Prepares the host first, through a login that it has already.")
    private boolean prepare;

    @Option(names = "--login", paramLabel = "USER", description = "Who prepares it: root (default), or a user whom sudo or doas lets run sh without a password.")
    private Optional<UserName> login = Optional.empty();

    @Option(names = "--script", description = "Prints a program that prepares the host, for its console; nobody is contacted.")
    private boolean script;

    @Option(names = "--cloud-init", description = "The same as --script, as user data of cloud-init.")
    private boolean cloudInit;

    @Option(names = "--openbsd-site", paramLabel = "DIR", description = "The same as --script, for OpenBSD's installer: writes siteXX-HOST.tgz and HOST-install.conf to DIR.")
    private Optional<Path> site = Optional.empty();

    @Option(names = "--openbsd-version", paramLabel = "X.Y", description = "Which OpenBSD is installed, such as 7.8.")
    private Optional<OpenBsdRelease> release = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "Writes the program there, for nobody else to read.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--ssh-key", paramLabel = "FILE.pub", description = "Public SSH key that the host is to let in. Default: that of the spec's identity, then ~/.ssh/id_ed25519.pub.")
    private Optional<Path> sshKey = Optional.empty();

    @Option(names = "--valid-for", paramLabel = "HOURS", defaultValue = "24", description = "Hours after which the program and its answer count no more. Default: ${DEFAULT-VALUE}.")
    private int hours;

    @Option(names = "--answer", paramLabel = "LINE", description = "Takes the line that such a program ended with; - reads it from standard input.")
    private Optional<String> answer = Optional.empty();

    /** What to do. */
    enum Kind {
        /** Log in and have the key made. */
        MEET,
        /** Prepare the machine over SSH, and then the same. */
        PREPARE,
        /** Write a program for the console. */
        SCRIPT,
        /** Write it for cloud-init. */
        CLOUD_INIT,
        /** Write it for OpenBSD's installer. */
        SITE,
        /** Take what such a program told. */
        ANSWER
    }

    /** @throws MeshException with exit code 64 if the options do not go together */
    Kind kind() {
        List<Kind> kinds = new ArrayList<>();
        add(kinds, prepare, Kind.PREPARE);
        add(kinds, script, Kind.SCRIPT);
        add(kinds, cloudInit, Kind.CLOUD_INIT);
        add(kinds, site.isPresent(), Kind.SITE);
        add(kinds, answer.isPresent(), Kind.ANSWER);
        check(kinds.size() <= 1,
                "--prepare, --script, --cloud-init, --openbsd-site and --answer are ways, and one is taken");
        Kind kind = kinds.isEmpty() ? Kind.MEET : kinds.getFirst();
        check(hours >= 1 && hours <= MOST_HOURS, "--valid-for is " + hours + "; it is from 1 to " + MOST_HOURS);
        check(out.isEmpty() || kind == Kind.SCRIPT || kind == Kind.CLOUD_INIT,
                "--out goes with --script and --cloud-init");
        check(login.isEmpty() || kind == Kind.PREPARE, "--login goes with --prepare");
        check(release.isPresent() == (kind == Kind.SITE), "--openbsd-site and --openbsd-version go together");
        return kind;
    }

    private static void add(List<Kind> kinds, boolean chosen, Kind kind) {
        if (chosen) {
            kinds.add(kind);
        }
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new MeshException(ExitCode.USAGE, message, "");
        }
    }

    Optional<UserName> login() {
        return login;
    }

    Path site() {
        return site.orElseThrow();
    }

    OpenBsdRelease release() {
        return release.orElseThrow();
    }

    String answer() {
        return answer.orElseThrow();
    }

    Optional<Path> out() {
        return out;
    }

    Optional<Path> sshKey() {
        return sshKey;
    }

    Duration validFor() {
        return Duration.ofHours(hours);
    }
}
