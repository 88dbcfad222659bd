// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import mesh.files.Activation;
import mesh.model.Format;
import mesh.net.InterfaceName;
import mesh.render.Reader.Result;

/** The scripts under real shells, with stand-ins for the tools that change the system. Each logs how it was called. */
class ActivationTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void makesTheTools() throws IOException {
        Files.createDirectory(folder.resolve("tools"));
        tool("systemctl", "[ \"$1\" != is-enabled ]");
        tool("sleep", "");
        tool("journalctl", "echo 'eth0: Gained carrier'; echo 'wg17: other'; cat \"$LINK.journal\" 2>/dev/null");
        tool("networkctl", "n=$(grep -c '^networkctl' \"$CALLS\"); [ \"$n\" -lt \"$RELOADS\" ] || : >\"$LINK\"");
        tool("ip", "case $* in *delete*) rm \"$LINK\" ;; *) [ -e \"$LINK\" ] && echo ' inet 10.0.0.1/24' ;; esac");
        tool("ifconfig", """
                case $* in
                    *destroy) rm "$LINK" ;;
                    *) [ -e "$LINK" ] && echo '\twgport 51820' && { [ -e "$LINK.nokey" ] || echo '\twgpubkey K='; } ;;
                esac
                """);
        tool("netstart", "case $1 in -n) ;; *) : >\"$LINK\" ;; esac");
        tool("rm", "[ $1 != -f ] || exec /bin/true; exec /bin/rm \"$@\"");
    }

    private void tool(String name, String does) throws IOException {
        Path tool = folder.resolve("tools").resolve(name);
        Files.writeString(tool, "#!/bin/sh\necho \"${0##*/} $*\" >>\"$CALLS\"\n" + does + "\n");
        tool.toFile().setExecutable(true);
    }

    static Stream<String> scripts(Format format) {
        Activation activation = Renderers.activation(format, new InterfaceName("wg17"));
        return Stream.of(activation.check(), activation.up(), activation.restart(), activation.down());
    }

    @ParameterizedTest
    @CsvSource({"sh, WG_QUICK", "sh, NETWORKD", "sh, HOSTNAME_IF", "mksh, HOSTNAME_IF", "bash, WG_QUICK",
            "bash, NETWORKD"})
    void isGoodSyntaxAndNamesTheInterface(String shell, Format format) throws IOException, InterruptedException {
        Reader.needs(shell);
        for (String script : scripts(format).toList()) {
            assertThat(Reader.run(folder, Map.of(), List.of(shell, "-n", "-c", script))).isEqualTo(new Result(0, ""));
            assertThat(script).contains("wg17").doesNotContain("wgN");
        }
    }

    @Test
    void networkdReloadsOnceForANewDevice() throws IOException, InterruptedException {
        assertThat(run("sh", Format.NETWORKD, Activation::up, 1).exitCode()).isZero();
        assertThat(calls("networkctl")).containsExactly("networkctl reload");
    }

    @Test
    void networkdNeverReloadsForADeviceThatIsThere() throws IOException, InterruptedException {
        Files.createFile(folder.resolve("link"));
        assertThat(run("sh", Format.NETWORKD, Activation::up, 1).exitCode()).isZero();
        assertThat(calls("networkctl")).isEmpty();
    }

    @Test
    void networkdReloadsAgainWhenTheDeletionWasHeardOfTooLate() throws IOException, InterruptedException {
        Files.createFile(folder.resolve("link"));
        assertThat(run("sh", Format.NETWORKD, Activation::restart, 2).exitCode()).isZero();
        assertThat(calls("networkctl")).hasSize(2);
        assertThat(calls("ip")).contains("ip link delete dev wg0");
    }

    @Test
    void networkdGivesUpAfterTenSeconds() throws IOException, InterruptedException {
        Result result = run("sh", Format.NETWORKD, Activation::up, 1000);
        assertThat(result).isEqualTo(new Result(1, "systemd-networkd did not bring up wg0 within 10 seconds\n"));
        assertThat(calls("sleep")).hasSize(100).containsOnly("sleep 0.1");
    }

    @Test
    void networkdsOwnReasonIsPassedOn() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("link.journal"), "wg0: Failed to read private key\n");
        assertThat(run("sh", Format.NETWORKD, Activation::up, 1000).output())
                .isEqualTo("systemd-networkd did not bring up "
                        + "wg0 within 10 seconds; it says: wg0: Failed to read private key\n");
    }

    @Test
    void networkdGoesDownTwice() throws IOException, InterruptedException {
        Files.createFile(folder.resolve("link"));
        for (int time = 0; time < 2; time++) {
            assertThat(run("sh", Format.NETWORKD, Activation::down, 1000)).isEqualTo(new Result(0, ""));
        }
        assertThat(calls("ip")).filteredOn(call -> call.contains("delete")).hasSize(1);
        assertThat(calls("rm").getFirst()).contains("50-mesh-wg0.netdev", "50-mesh-wg0.network");
    }

    @Test
    void openBsdReadsTheFileBeforeItDestroysAndStarts() throws IOException, InterruptedException {
        Reader.needs("mksh");
        Files.createFile(folder.resolve("link"));
        assertThat(run("mksh", Format.HOSTNAME_IF, Activation::restart, 1)).isEqualTo(new Result(0, ""));
        assertThat(Files.readAllLines(folder.resolve("calls"))).containsSubsequence("netstart -n wg0",
                "ifconfig wg0 destroy", "netstart wg0", "ifconfig wg0");
    }

    @Test
    void openBsdFailsWhenNetstartLeftNoKey() throws IOException, InterruptedException {
        Reader.needs("mksh");
        Files.createFile(folder.resolve("link.nokey"));
        Result result = run("mksh", Format.HOSTNAME_IF, Activation::up, 1);
        assertThat(result).isEqualTo(new Result(1, "netstart left wg0 without its key\n"));
    }

    @Test
    void openBsdGoesDownTwice() throws IOException, InterruptedException {
        Reader.needs("mksh");
        Files.createFile(folder.resolve("link"));
        for (int time = 0; time < 2; time++) {
            assertThat(run("mksh", Format.HOSTNAME_IF, Activation::down, 1)).isEqualTo(new Result(0, ""));
        }
        assertThat(calls("ifconfig")).filteredOn(call -> call.endsWith("destroy")).hasSize(1);
    }

    /** A caller may read its own program from standard input and may or may not have set -e. */
    @Test
    void leavesTheCallersInputAlone() throws IOException, InterruptedException {
        String script = Renderers.activation(Format.NETWORKD, Fixture.WG0).up();
        Path program = folder.resolve("program");
        Files.writeString(program, script + "echo \"status $?\"\n");
        Result result = Reader.run(folder, environment(1), List.of("sh", "-c", "sh <" + program));
        assertThat(result).isEqualTo(new Result(0, "status 0\n"));
    }

    private Result run(String shell, Format format, java.util.function.Function<Activation, String> part, int reloads)
            throws IOException, InterruptedException {
        String script = part.apply(Renderers.activation(format, Fixture.WG0)).replace("sh /etc/netstart", "netstart");
        return Reader.run(folder, environment(reloads), List.of(shell, "-c", "set -e\n" + script));
    }

    private Map<String, String> environment(int reloads) {
        return Map.of("CALLS", folder.resolve("calls").toString(), "LINK", folder.resolve("link").toString(), "RELOADS",
                Integer.toString(reloads), "PATH", folder.resolve("tools") + ":" + System.getenv("PATH"));
    }

    private List<String> calls(String tool) throws IOException {
        return Files.readAllLines(folder.resolve("calls")).stream().filter(call -> call.startsWith(tool + " "))
                .toList();
    }
}
