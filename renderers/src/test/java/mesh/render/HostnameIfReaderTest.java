// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.files.RenderedHost;
import mesh.model.Format;
import mesh.render.Reader.Result;

/** What netstart's reader, under a ksh, makes of the rendered file: one argument list for each line. */
class HostnameIfReaderTest {
    private static final String SECRET = "aGVsbG8gd29ybGQgaGVsbG8gd29ybGQgaGVsbG8gd28=";

    @TempDir
    private Path folder;

    private final RenderedHost rendered = new Renderers().render(Fixture.host(Format.HOSTNAME_IF));

    @BeforeEach
    void makesAHostWhoseFolderTemptsGlobs() throws IOException {
        Reader.needs("mksh", "sh", "sed");
        for (String file : List.of("private.key", "psk/berlin", "psk/quito", "psk/staged")) {
            Path key = folder.resolve("mesh/wg0").resolve(file);
            Files.createDirectories(key.getParent());
            Files.writeString(key, SECRET + "\n");
        }
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : List.of("ifconfig", "route")) {
            Files.writeString(tools.resolve(tool), """
                    #!/bin/sh
                    { printf '%s' "${0##*/}"; printf ' [%s]' "$@"; echo; } >>"$CALLS"
                    """);
            tools.resolve(tool).toFile().setExecutable(true);
        }
        for (String bait : List.of("a", "up", "wgpeer", "wg0")) {
            Files.createFile(folder.resolve(bait));
        }
    }

    @Test
    void givesEachLineToIfconfigAsOneExactArgumentList() throws IOException, InterruptedException {
        GoldenFolder.compare("netstart",
                Map.of("calls.txt", netstart(Rendered.text(rendered, "/etc/hostname.wg0"), "run")));
    }

    @Test
    void printsNoSecretWhenOnlyAsked() throws IOException, InterruptedException {
        String text = Rendered.text(rendered, "/etc/hostname.wg0");
        Result result = run(text, "-n");
        assertThat(result.output()).doesNotContain(SECRET).contains("ifconfig wg0 wgkey $(cat");
        assertThat(result.output().lines()).hasSize((int) text.lines().count() - 1);
    }

    @Test
    void hasNothingThatTheReaderWouldExpandOrJoin() {
        String text = Rendered.text(rendered, "/etc/hostname.wg0");
        String withoutKeys = text.replaceAll("\\$\\(cat /etc/mesh/wg0/[a-z/.]+\\)", "KEY");
        assertThat(withoutKeys).doesNotContain("*", "?", "[", "]", "$", "`", "\\", ";", "&", "|", "<", ">", "~", "\r",
                "\t", "  ");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).isEqualTo(line.strip()));
    }

    /** The model is worth asking only if it keeps the traps. */
    @Test
    void modelLosesALastLineWithoutItsEndAndExpandsGlobs() throws IOException, InterruptedException {
        assertThat(netstart("up\nmtu 1420", "run")).isEqualTo("ifconfig [wg0] [up]\n");
        assertThat(netstart("up\ndescription ?\n", "run")).contains("[description] [a]");
        assertThat(netstart("inet 10.0.0.1/24 mtu 1400\n", "run"))
                .isEqualTo("ifconfig [wg0] [inet] [10.0.0.1/24] [netmask] [mtu] [broadcast] [1400]\n");
    }

    @Test
    void checkTakesTheStagedFileAndRefusesWhatIsNotWhole() throws IOException, InterruptedException {
        String text = Rendered.text(rendered, "/etc/hostname.wg0");
        assertThat(check(text)).isEqualTo(new Result(0, ""));
        assertThat(check(text.stripTrailing()).exitCode()).isEqualTo(1);
        assertThat(check("").exitCode()).isEqualTo(1);
        assertThat(check(text + "wgpip 10.0.0.1/32\n").output()).startsWith("wgpip 10.0.0.1/32\n");
    }

    private Result check(String text) throws IOException, InterruptedException {
        Path file = folder.resolve("stage/etc/hostname.wg0");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Reader.run(folder, Map.of("STAGE", folder.resolve("stage").toString()),
                List.of("mksh", "-c", "set -e\n" + rendered.activation().check()));
    }

    private String netstart(String text, String mode) throws IOException, InterruptedException {
        Files.deleteIfExists(folder.resolve("calls"));
        assertThat(run(text, mode)).isEqualTo(new Result(0, ""));
        return Files.readString(folder.resolve("calls"));
    }

    private Result run(String text, String mode) throws IOException, InterruptedException {
        Path file = folder.resolve("hostname.wg0");
        Files.writeString(file, text.replace("/etc/mesh", folder + "/mesh"));
        return Reader.run(folder,
                Map.of("CALLS", folder.resolve("calls").toString(), "PATH",
                        folder.resolve("tools") + ":" + System.getenv("PATH")),
                List.of("mksh", Reader.script("netstart.ksh").toString(), file.toString(), "wg0", mode));
    }
}
