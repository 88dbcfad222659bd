// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documents: its fenced blocks, and what a test must make before it can run them.
 *
 * <pre>
 * &lt;!-- example: homelab --&gt;                      starts with a copy of examples/homelab
 * &lt;!-- lab: fra1 linux 203.0.113.10, pi linux 192.168.1.4 nat --&gt;   starts with hosts of these names
 * ```yaml mesh.yaml                                writes the file
 * ```console                                       runs each "$ " line and compares what it prints
 * ```console exit=3                                the last command ends with 3
 * ```console eventually                           runs the commands until they print that
 * ```console no-run: WHY                           is read only
 * </pre>
 *
 * @param path of the page
 * @param lines all of it
 * @param blocks in order
 */
record DocPage(Path path, List<String> lines, List<Block> blocks) {
    private static final Pattern DIRECTIVE = Pattern.compile("<!-- (example|lab): (.*) -->");

    /**
     * A fenced block.
     *
     * @param info what stands after the fence
     * @param from index of the first line inside
     * @param to index of the closing fence
     * @param lines what is inside
     */
    record Block(String info, int from, int to, List<String> lines) {
        boolean isConsole() {
            return info.equals("console") || info.startsWith("console ");
        }

        boolean isRun() {
            return isConsole() && !info.contains("no-run:");
        }

        boolean isEventual() {
            return info.contains("eventually");
        }

        /** The file it writes, if it does. */
        Optional<String> file() {
            String[] words = info.split(" ");
            return isConsole() || words.length < 2 ? Optional.empty() : Optional.of(words[1]);
        }

        int exitCode() {
            Matcher exit = Pattern.compile("exit=(\\d+)").matcher(info);
            return exit.find() ? Integer.parseInt(exit.group(1)) : 0;
        }

        /** Command lines without their prompt. */
        List<String> commands() {
            return lines.stream().filter(line -> line.startsWith("$ ")).map(line -> line.substring(2)).toList();
        }
    }

    static DocPage read(Path path) {
        try {
            List<String> lines = Files.readAllLines(path);
            return new DocPage(path, lines, blocks(lines));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** README.md, docs and examples; what lies in no other place is not for users. */
    static List<Path> all(Path root) {
        try (Stream<Path> docs = Files.walk(root.resolve("docs"));
                Stream<Path> examples = Files.walk(root.resolve("examples"));
                Stream<Path> top = Files.list(root)) {
            return Stream.of(top, docs, examples).flatMap(paths -> paths)
                    .filter(path -> path.toString().endsWith(".md")).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Optional<String> directive(String name) {
        return lines.stream().map(DIRECTIVE::matcher)
                .filter(line -> line.matches() && line.group(1).equals(name))
                .map(line -> line.group(2)).findFirst();
    }

    boolean isRun() {
        return blocks.stream().anyMatch(Block::isRun);
    }

    private static List<Block> blocks(List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        int open = -1;
        for (int at = 0; at < lines.size(); at++) {
            if (!lines.get(at).startsWith("```")) {
                continue;
            }
            if (open < 0) {
                open = at;
            } else {
                blocks.add(new Block(lines.get(open).substring(3).strip(), open + 1, at,
                        List.copyOf(lines.subList(open + 1, at))));
                open = -1;
            }
        }
        return blocks;
    }
}
