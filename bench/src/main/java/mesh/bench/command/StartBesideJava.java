// SPDX-License-Identifier: Apache-2.0
package mesh.bench.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import mesh.bench.Measurement;
import mesh.bench.Report;

/** {@code start}: small commands, beside a Java program that does nothing. */
public final class StartBesideJava implements Measurement {
    private static final double TARGET = 3;
    private static final int HOSTS = 10;
    private static final int ROUNDS = 21;
    private static final int SHORT_ROUNDS = 7;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String about() {
        return "mesh --version and mesh validate of 10 hosts, beside a Java program that does nothing";
    }

    @Override
    public Report measure(boolean isShort) throws IOException, InterruptedException {
        Shell shell = Shell.temporary("start");
        try {
            GeneratedMesh.full(shell, HOSTS);
            Files.writeString(shell.directory().resolve("Nothing.java"),
                    "public class Nothing { public static void main(String[] args) {} }");
            Path home = Path.of(System.getProperty("java.home"), "bin");
            shell.run(List.of(home.resolve("javac").toString(), "Nothing.java"));
            List<String> nothing = List.of(home.resolve("java").toString(), "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", ".", "Nothing");
            List<Double> version = new ArrayList<>();
            List<Double> validate = new ArrayList<>();
            List<Double> floor = new ArrayList<>();
            for (int round = 0; round < (isShort ? SHORT_ROUNDS : ROUNDS); round++) {
                floor.add(shell.run(nothing).seconds());
                version.add(shell.run(List.of(Shell.mesh(), "--version")).seconds());
                validate.add(shell.run(List.of(Shell.mesh(), "validate")).seconds());
            }
            return new Report(name(), "nothing", TARGET).less("mesh --version, s", version, floor, true)
                    .less("mesh validate, 10 hosts, s", validate, floor, true);
        } finally {
            shell.discard();
        }
    }
}
