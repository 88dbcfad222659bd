// SPDX-License-Identifier: Apache-2.0
package mesh.bench.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import mesh.bench.PeerMissingException;

/**
 * Runs commands in a directory and measures them.
 *
 * @param directory where they run
 */
public record Shell(Path directory) {
    private static final long LIMIT_MINUTES = 10;
    private static final double KIB_IN_MIB = 1024;
    private static final double BYTES_IN_MIB = 1 << 20;

    /**
     * What a command took: seconds of the clock, seconds of processors with those of programs it called, and the most memory it
     * had, in MiB. The last two are 0 where nothing on the machine tells.
     */
    public record Run(double seconds, double cpuSeconds, double mebibytes) {}

    public static Shell temporary(String name) throws IOException {
        return new Shell(Files.createTempDirectory("mesh-bench-" + name));
    }

    /** The launcher of this checkout. */
    public static String mesh() {
        return Path.of(System.getProperty("mesh.root", "."), "mesh").toAbsolutePath().toString();
    }

    /** A program on PATH, or the one that a variable of the environment names. */
    public static String peer(String program, String variable, String advice) throws PeerMissingException {
        Optional<String> named = Optional.ofNullable(System.getenv(variable));
        List<String> places = List.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"));
        return named.or(() -> places.stream().map(place -> place + "/" + program)
                .filter(file -> Files.isExecutable(Path.of(file))).findFirst())
                .orElseThrow(() -> new PeerMissingException(program + " is not on PATH: " + advice));
    }

    /** @throws IOException with what the command said, if it does not end with 0 */
    public Run run(List<String> command) throws IOException, InterruptedException {
        Path memory = directory.resolve(".memory");
        Path said = directory.resolve(".said");
        boolean tells = Files.isExecutable(Path.of("/usr/bin/time"));
        List<String> line = new ArrayList<>(
                tells ? List.of("/usr/bin/time", "-f", "%M %U %S", "-o", memory.toString()) : List.of());
        line.addAll(command);
        long start = System.nanoTime();
        Process process = new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(said.toFile()).start();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (process.waitFor() != 0) {
            throw new IOException(command + " ended with " + process.exitValue() + ": " + Files.readString(said));
        }
        return tells ? told(seconds, Files.readString(memory)) : new Run(seconds, 0, 0);
    }

    private static Run told(double seconds, String line) {
        String[] words = line.strip().split(" ");
        return new Run(seconds, Double.parseDouble(words[1]) + Double.parseDouble(words[2]),
                Double.parseDouble(words[0]) / KIB_IN_MIB);
    }

    /** MiB of all files below a directory. */
    public double size(String name) throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve(name))) {
            return all.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum() / BYTES_IN_MIB;
        }
    }

    /** Makes a repository of it, with spec and lock in its first commit. */
    public void commit() throws IOException, InterruptedException {
        run(List.of("git", "init", "-q", "."));
        run(List.of("git", "add", "mesh.yaml", "mesh.lock"));
        run(List.of("git", "-c", "user.name=bench", "-c", "user.email=bench@localhost", "commit", "-qm", "spec"));
    }

    /** Removes a file or tree below the directory. */
    public void remove(String name) throws IOException {
        Path root = directory.resolve(name);
        if (Files.exists(root)) {
            try (Stream<Path> all = Files.walk(root)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }

    /** Removes all that is in it. */
    public void empty() throws IOException {
        remove("");
        Files.createDirectory(directory);
    }

    /** Removes all of it, or says that it stays. */
    public void discard() {
        try {
            remove("");
        } catch (IOException left) {
            System.err.println("bench: " + directory + " stays: " + left.getMessage());
        }
    }
}
