// SPDX-License-Identifier: Apache-2.0
package mesh.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * shellcheck has nothing to say of any script of this tree: those that people and machines run, and those that are made, of which
 * the golden files and the examples are samples. Whole programs of hosts are read in deploy, where they are put together.
 */
class ShellScriptsTest {
    private static final Path ROOT = Path.of(System.getProperty("mesh.root", ".")).toAbsolutePath().normalize();

    /** OpenBSD's own, in the language of its ksh. */
    private static final Path NOT_OURS = Path.of("lab/src/main/resources/mesh/lab/openbsd/netstart");

    /** SC2015: {@code a && b || stop} means to stop also where b fails. SC1091: a file of the host that is not here. */
    private static final String EVERYWHERE = "SC2015,SC1091";

    /**
     * SC2034, SC2154: one part of a file sets what another uses, and not every host has all parts. SC2086: lists of names, in
     * which no blank can be. SC1007: {@code a= b=c} means to empty a. SC1087: {@code $unit[[:]} is no array in a POSIX shell.
     * SC2094: the file is replaced only when both ends of the pipe are done.
     */
    private static final String MADE = EVERYWHERE + ",SC2034,SC2154,SC2086,SC1007,SC1087,SC2094";

    @Test
    void whatIsWrittenByHandIsAsShellcheckWouldHaveIt() throws IOException, InterruptedException {
        List<Path> scripts = scripts().filter(script -> !isMade(script) && !isPart(script)).toList();

        assertThat(scripts).extracting(Path::toString).contains("mesh", "verify", "dev", ".ci/run", "dist/build",
                "dist/files/mesh", "dist/files/debian/postinst", "agent/src/main/sh/mesh-agent");
        assertThat(said(EVERYWHERE, scripts)).isEmpty();
    }

    @Test
    void partsOfProgramsAreAsWell() throws IOException, InterruptedException {
        List<Path> parts = scripts().filter(ShellScriptsTest::isPart).toList();

        assertThat(parts).hasSizeGreaterThan(20);
        assertThat(said(EVERYWHERE + ",SC2034,SC2154,SC1010", parts)).isEmpty();
    }

    /** One of those that have the same bytes; the examples have no other kinds. */
    @Test
    void whatIsMadeForHostsIsAsWell() throws IOException, InterruptedException {
        List<Path> made = List.copyOf(scripts().filter(script -> script.toString().contains("/golden/"))
                .collect(Collectors.toMap(script -> lines(script).toList(), script -> script, (one, same) -> one,
                        LinkedHashMap::new))
                .values());

        assertThat(made).hasSizeGreaterThan(30).anyMatch(script -> script.endsWith("wg0/watch"))
                .anyMatch(script -> script.endsWith("wg0/ground")).anyMatch(script -> script.endsWith("up.sh"));
        assertThat(said(MADE, made)).isEmpty();
    }

    @Test
    void whatIsNotHeededHasItsReason() {
        assertThat(scripts().filter(script -> !isMade(script)).flatMap(ShellScriptsTest::lines)
                .filter(line -> line.contains("shellcheck disable="))).hasSizeGreaterThan(5)
                .allMatch(line -> line.matches(" *# shellcheck disable=SC[0-9]+ # .+"));
    }

    private static Stream<String> lines(Path script) {
        try {
            return Files.readAllLines(ROOT.resolve(script)).stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isPart(Path script) {
        return script.startsWith("deploy/src/main/resources/mesh/host");
    }

    private static boolean isMade(Path script) {
        return script.toString().contains("/golden/") || script.toString().contains("/expected/");
    }

    private static Stream<Path> scripts() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(Files::isRegularFile).map(ROOT::relativize)
                    .filter(file -> !file.toString().matches("(.*/)?(target|\\.git|\\.building)/.*"))
                    .filter(file -> !file.equals(NOT_OURS)).filter(ShellScriptsTest::isScript).sorted().toList()
                    .stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isScript(Path file) {
        if (file.toString().endsWith(".sh")) {
            return true;
        }
        if (file.toString().matches(".*\\.(java|md|yaml|ftl|png|svg|txt|json|conf|xml)")) {
            return false;
        }
        try (var bytes = Files.newInputStream(ROOT.resolve(file))) {
            return new String(bytes.readNBytes("#!/bin/sh".length()), StandardCharsets.ISO_8859_1).equals("#!/bin/sh");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String said(String leftOut, List<Path> scripts) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "shellcheck"))), "no shellcheck here");
        List<String> words = new ArrayList<>(List.of("shellcheck", "-s", "sh", "-e", leftOut, "-f", "gcc"));
        scripts.forEach(script -> words.add(script.toString()));
        Process process = new ProcessBuilder(words).directory(ROOT.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }
}
