// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import mesh.acceptance.DocPage.Block;
import mesh.lab.Lab;

/**
 * What the documents show is what happens: their commands run and print what stands there, their links lead somewhere.
 * {@code -Dgolden.update=true} writes outputs anew where they no longer hold. {@link DocPage} says how blocks are marked.
 */
class DocsTest {
    private static final Path ROOT = Path.of(System.getProperty("mesh.root", ".")).toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("(?<!`)\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern OPTION = Pattern.compile("(?<=[\\s|])--[a-z][a-z-]*");

    /** A run of the program takes half a second and more, so this is ten seconds at least. */
    private static final int MOST_TRIES = 20;

    @TempDir
    private Path folder;

    static List<String> pages() {
        return DocPage.all(ROOT).stream().map(path -> ROOT.relativize(path).toString()).toList();
    }

    static Stream<String> pagesThatRun() {
        return pages().stream().filter(page -> DocPage.read(ROOT.resolve(page)).isRun());
    }

    @ParameterizedTest
    @MethodSource("pagesThatRun")
    void printsWhatThePageShows(String name) throws IOException, InterruptedException {
        DocPage page = DocPage.read(ROOT.resolve(name));
        DocShell shell = new DocShell(folder);
        Optional<String> example = page.directive("example");
        if (example.isPresent()) {
            copy(ROOT.resolve("examples").resolve(example.get()));
        }
        Optional<String> hosts = page.directive("lab");
        if (hosts.isEmpty()) {
            run(page, shell);
            return;
        }
        try (Lab lab = DocLab.start(hosts.get(), shell)) {
            assertThat(lab.hosts()).isNotEmpty();
            run(page, shell);
        }
    }

    private void run(DocPage page, DocShell shell) throws IOException, InterruptedException {
        List<String> written = new ArrayList<>();
        int copied = 0;
        for (Block block : page.blocks()) {
            if (block.file().isPresent()) {
                shell.write(block.file().get(), block.lines());
            }
            if (block.isRun()) {
                written.addAll(page.lines().subList(copied, block.from()));
                written.addAll(run(page, block, shell));
                copied = block.to();
            }
        }
        written.addAll(page.lines().subList(copied, page.lines().size()));
        if (Boolean.getBoolean("golden.update")) {
            Files.write(page.path(), written);
        }
    }

    /** The block's lines as they should be. */
    private static List<String> run(DocPage page, Block block, DocShell shell) throws InterruptedException {
        List<String> lines = new ArrayList<>(block.lines());
        List<String> written = new ArrayList<>(lines.subList(0, lines.indexOf("$ " + block.commands().getFirst())));
        List<String> commands = block.commands();
        for (int at = 0; at < commands.size(); at++) {
            int from = lines.indexOf("$ " + commands.get(at)) + 1;
            int to = from;
            while (to < lines.size() && !lines.get(to).startsWith("$ ")) {
                to++;
            }
            List<String> shown = lines.subList(from, to);
            DocShell.Result result = shell.run(commands.get(at));
            for (int tries = 1; block.isEventual() && tries < MOST_TRIES
                    && !DocOutput.matches(shown, result.lines()); tries++) {
                result = shell.run(commands.get(at));
            }
            String place = page.path() + ":" + (block.from() + from) + ": " + commands.get(at);
            assertThat(result.exitCode()).as("exit code of %s%n%s", place, String.join("\n", result.lines()))
                    .isEqualTo(at == commands.size() - 1 ? block.exitCode() : 0);
            boolean holds = DocOutput.matches(shown, result.lines());
            if (!holds && !Boolean.getBoolean("golden.update")) {
                assertThat(String.join("\n", DocOutput.collapsed(result.lines()))).as(place)
                        .isEqualTo(String.join("\n", shown));
            }
            written.add("$ " + commands.get(at));
            written.addAll(holds ? shown : DocOutput.collapsed(result.lines()));
        }
        return written;
    }

    @Test
    void commandsThatAreNotRunExistWithTheirOptions() {
        Program program = new Program(folder);
        List<String> notRun = new ArrayList<>();
        for (String name : pages()) {
            for (Block block : DocPage.read(ROOT.resolve(name)).blocks()) {
                if (block.isConsole() && !block.isRun()) {
                    assertThat(block.info()).as("%s says why a block is not run", name)
                            .matches("console no-run: \\S.*");
                    block.commands().stream().filter(command -> command.startsWith("mesh ")).forEach(notRun::add);
                }
            }
        }

        assertThat(notRun).as("commands that need somebody's own hosts or a day's work").isNotEmpty();
        for (String command : notRun) {
            String verb = command.split(" ")[1];
            String help = " " + program.run(verb, "--help").exits(0).out();
            Matcher options = OPTION.matcher(command);
            while (options.find()) {
                assertThat(help).as(command).contains(options.group());
            }
        }
    }

    @Test
    void theReferenceListsEachCommandAndEachOfItsOptions() throws IOException {
        Program program = new Program(folder);
        String reference = Files.readString(ROOT.resolve("docs/reference/cli.md"));
        Matcher commands = Pattern.compile("(?m)^  ([a-z]+)  ").matcher(program.run("--help").exits(0).out());
        List<String> found = new ArrayList<>();
        while (commands.find()) {
            found.add(commands.group(1));
        }

        assertThat(found).contains("plan", "apply").hasSizeGreaterThan(10);
        for (String command : found) {
            String section = section(reference, command);
            String help = program.run(command, "--help").exits(0).out();
            String table = section.lines().filter(line -> line.startsWith("| `"))
                    .map(line -> line.split("` \\|")[0]).collect(Collectors.joining("\n"));
            assertThat(options(table)).as("options of %s in cli.md", command).isEqualTo(ownOptions(help));
        }
    }

    /** The first word of each line that describes an option, but for those of every command. */
    private static List<String> ownOptions(String help) {
        return options(help.lines().filter(line -> line.matches(" +(-[a-zA-Z], )?--.*"))
                .map(line -> line.strip().split("  ")[0]).collect(Collectors.joining("\n"))
                .replaceAll("--(no-color|help|version|file)", ""));
    }

    private static String section(String reference, String command) {
        int from = reference.indexOf("\n## " + command + "\n");
        assertThat(from).as("section '## %s' of cli.md", command).isNotNegative();
        int to = reference.indexOf("\n## ", from + 1);
        return reference.substring(from, to < 0 ? reference.length() : to);
    }

    private static List<String> options(String text) {
        return Pattern.compile("--[a-z][a-z-]*").matcher(text).results().map(result -> result.group()).distinct()
                .sorted().toList();
    }

    @Test
    void everyLinkLeadsToAFileAndAHeading() throws IOException {
        List<String> broken = new ArrayList<>();
        for (String name : pages()) {
            Path page = ROOT.resolve(name);
            Matcher links = LINK.matcher(Files.readString(page));
            while (links.find()) {
                String link = links.group(1);
                if (!link.matches("(https?|mailto):.*") && !leadsSomewhere(page, link)) {
                    broken.add(name + ": " + link);
                }
            }
        }

        assertThat(pages()).hasSizeGreaterThan(10);
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        if (parts.length == 1 || !Files.isRegularFile(target)) {
            return parts.length == 1 && Files.exists(target);
        }
        return Files.readAllLines(target).stream().filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
                .anyMatch(parts[1]::equals);
    }

    private void copy(Path original) throws IOException {
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> !path.startsWith(original.resolve("expected"))).toList()) {
                Path target = folder.resolve(original.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
