// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.files.FileContent;
import mesh.model.Format;

/**
 * The program that moves routes, as it is rendered, with a WireGuard that says what the test wants: how many looks of
 * silence move a network, and what does not. A look is a word: whom was heard of, of lisbon (L) and berlin (B).
 */
class WatchProgramTest {
    private static final String LISBON = Fixture.publicKey(3).base64();
    private static final String BERLIN = Fixture.publicKey(2).base64();
    private static final String START = LISBON + "\t192.168.200.3/32 10.44.0.0/16 fd00:44::/64\n" + BERLIN
            + "\t192.168.200.2/32\n";

    @TempDir
    Path folder;

    /** The holders after the looks, and each "wg set" that was made. */
    private record Outcome(String held, List<String> moves) {}

    private Outcome run(String held, String... looks) throws IOException, InterruptedException {
        write("looks", String.join("\n", looks) + "\n");
        write("held", held);
        write("L", "100");
        write("B", "100");
        tool("sleep", """
                read -r look <looks || { kill "$PPID"; exit; }
                sed 1d looks >rest && mv rest looks
                for peer in L B; do
                    case $look in *$peer*) echo $(($(cat $peer) + 32)) >next && mv next $peer ;; esac
                done
                """);
        tool("wg", """
                case $1 in
                    show)
                        case $3 in
                            transfer) printf '%%s\t%%s\t0\n' %1$s "$(cat L)" %2$s "$(cat B)" ;;
                            *) cat held ;;
                        esac ;;
                    set)
                        echo "$4 $6" >>moves
                        awk -v key="$4" -v all="$6" 'BEGIN { n = split(all, given, ",") }
                            { line = $1 "\t"; for (i = 2; i <= NF; i++) { keep = $1 != key
                                for (j = 1; j <= n; j++) if (given[j] == $i) keep = 0
                                if (keep) line = line $i " " }
                              if ($1 == key) { gsub(",", " ", all); line = line all }
                              print line }' held >next && mv next held ;;
                esac
                """.formatted(LISBON, BERLIN));
        tool("ping", "exit 1\n");
        String program = "watch";
        write(program, text().replace("/var/run/", folder + "/"));
        ProcessBuilder builder = new ProcessBuilder("sh", program).directory(folder.toFile());
        builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        assertThat(builder.redirectErrorStream(true).start().waitFor()).as("ended by the last look").isNotZero();
        Path moves = folder.resolve("moves");
        return new Outcome(Files.readString(folder.resolve("held")),
                Files.exists(moves) ? Files.readAllLines(moves) : List.of());
    }

    private static String text() {
        return new Renderers().render(Fixture.watching(Format.WG_QUICK)).files().stream()
                .filter(file -> file.path().text().equals("/etc/mesh/wg0/watch")).map(file -> file.content())
                .map(content -> ((FileContent.Text) content).text()).findFirst().orElseThrow();
    }

    private void tool(String name, String text) throws IOException {
        write(name, "#!/bin/sh\ncd " + folder + " || exit\n" + text);
        assertThat(folder.resolve(name).toFile().setExecutable(true)).isTrue();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static String[] looks(Object... parts) {
        return Stream.iterate(0, i -> i < parts.length, i -> i + 2)
                .flatMap(i -> Stream.generate(() -> (String) parts[i + 1]).limit((Integer) parts[i]))
                .toArray(String[]::new);
    }

    @Test
    void nothingMovesWhileThePreferredIsHeard() throws Exception {
        assertThat(run(START, looks(4, "LB", 4, "-", 4, "LB", 4, "-", 2, "L")).moves()).isEmpty();
    }

    @Test
    void fiveLooksOfSilenceMoveTheNetworksToTheNextWithAllThatItHad() throws Exception {
        assertThat(run(START, looks(3, "LB", 4, "B")).moves()).isEmpty();
        assertThat(run(START, looks(3, "LB", 6, "B")).moves())
                .containsExactly(BERLIN + " 10.44.0.0/16,fd00:44::/64,192.168.200.2/32");
    }

    @Test
    void nothingMovesWhileAllAreSilent() throws Exception {
        assertThat(run(START, looks(3, "LB", 12, "-")).moves()).isEmpty();
    }

    @Test
    void thePreferredGetsThemBackOnceItWasHeardForLong() throws Exception {
        assertThat(run(START, looks(3, "LB", 6, "B", 5, "LB")).moves()).hasSize(1);
        assertThat(run(START, looks(3, "LB", 6, "B", 9, "LB")).held()).contains(LISBON + "\t10.44.0.0/16");
    }

    @Test
    void whatNobodyHasIsGivenToWhoIsAlive() throws Exception {
        String lost = LISBON + "\t192.168.200.3/32\n" + BERLIN + "\t192.168.200.2/32\n";
        assertThat(run(lost, looks(4, "B")).held()).contains(BERLIN + "\t10.44.0.0/16");
    }

    @Test
    void nothingMovesWhileAnotherProgramChangesTheInterface() throws Exception {
        Files.createDirectory(folder.resolve("mesh-wg0.turn"));
        write("mesh-wg0.turn/pid", ProcessHandle.current().pid() + "\n");
        assertThat(run(START, looks(3, "LB", 8, "B")).moves()).isEmpty();
    }
}
