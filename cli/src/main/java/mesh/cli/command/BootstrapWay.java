// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;

import picocli.CommandLine.Option;

/** How a machine that is not ready for mesh becomes so: options of {@code mesh bootstrap}, of which one way is chosen. */
final class BootstrapWay {
    private static final int MOST_HOURS = 720;

    @Option(names = "--script", description = "Prints a program that prepares the host, for its console; nobody is contacted.")
    private boolean script;

    @Option(names = "--answer", paramLabel = "LINE", description = "Takes the line that such a program ended with; - reads it from standard input.")
    private Optional<String> answer = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "Writes the program there, for nobody else to read.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--ssh-key", paramLabel = "FILE.pub", description = "Public SSH key that the host is to let in. Default: that of the spec's identity, then ~/.ssh/id_ed25519.pub.")
    private Optional<Path> sshKey = Optional.empty();

    @Option(names = "--valid-for", paramLabel = "HOURS", defaultValue = "24", description = "Hours after which the program and its answer count no more. Default: ${DEFAULT-VALUE}.")
    private int hours;

    /** What to do. */
    enum Kind {
        /** Log in and have the key made. */
        MEET,
        /** Write a program for the console. */
        SCRIPT,
        /** Take what such a program told. */
        ANSWER
    }

    /** @throws MeshException with exit code 64 if the options do not go together */
    Kind kind() {
        if (hours < 1 || hours > MOST_HOURS) {
            throw new MeshException(ExitCode.USAGE, "--valid-for is " + hours + "; it is from 1 to " + MOST_HOURS, "");
        }
        List<Kind> kinds = Stream.of(script ? Optional.of(Kind.SCRIPT) : Optional.<Kind>empty(),
                answer.map(line -> Kind.ANSWER)).flatMap(Optional::stream).toList();
        if (kinds.size() > 1) {
            throw new MeshException(ExitCode.USAGE, "--script and --answer are two ways",
                    "First the one, and the other with what the host told.");
        }
        Kind kind = kinds.isEmpty() ? Kind.MEET : kinds.getFirst();
        if (out.isPresent() && kind != Kind.SCRIPT) {
            throw new MeshException(ExitCode.USAGE, "--out goes with --script", "");
        }
        return kind;
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
