// SPDX-License-Identifier: Apache-2.0
package mesh.enrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import mesh.name.NodeName;
import mesh.name.UserName;
import mesh.value.ValueFormatException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenBsdSiteTest {
    private static final OpenBsdSite SITE = new OpenBsdSite(new OpenBsdRelease("7.8"), new NodeName("pi4"));
    private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHKyVjLVOxKcbyc2pZBYgPnkkUBkrLHwxTmIG0gWFyTe= anna@laptop";

    @TempDir
    private Path directory;

    /** The installer's questions in its order, as install.sub has them, with what is asked where a user is set up. */
    private static List<String> questions(String user) {
        List<String> asked = new ArrayList<>(List.of("System hostname? (short form, e.g. 'foo')",
                "Network interface to configure? (name, lladdr, '?', or 'done')", "Password for root account?",
                "Public ssh key for root account?", "Start sshd(8) by default?",
                "Setup a user? (enter a lower-case loginname, or 'no')"));
        if (!user.isEmpty()) {
            asked.addAll(List.of("Full name for user " + user + "?", "Password for user " + user + "?",
                    "Public ssh key for user " + user));
        }
        asked.addAll(List.of("Allow root ssh login? (yes, no, prohibit-password)",
                "What timezone are you in? ('?' for list)", "Location of sets? (cd0 disk http nfs or 'done')",
                "HTTP Server? (hostname, list#, 'done' or '?')", "Set name(s)? (or 'abort' or 'done')",
                "Set name(s)? (or 'abort' or 'done')", "Checksum test for site78-pi4.tgz failed. Continue anyway?",
                "Unverified sets: site78-pi4.tgz. Continue without verification?"));
        return asked;
    }

    /** Model of the installer: a line answers the first question that has its words, and is used up. */
    private static Map<String, String> answered(String file, List<String> questions) {
        List<String> lines = new ArrayList<>(
                file.lines().filter(line -> line.matches("[^#=].*=.+")).toList());
        Map<String, String> answers = new LinkedHashMap<>();
        for (String question : questions) {
            for (String line : List.copyOf(lines)) {
                String words = line.substring(0, line.indexOf('=')).stripTrailing().toLowerCase(Locale.ROOT);
                if (Pattern.matches("(.*\\s)?" + Pattern.quote(words) + "([\\s?].*)?",
                        question.toLowerCase(Locale.ROOT))) {
                    answers.put(question.replaceFirst("[?(].*", ""), line.substring(line.indexOf('=') + 1).strip());
                    lines.remove(line);
                    break;
                }
            }
        }
        assertThat(lines).as("lines that answer no question").isEmpty();
        return answers;
    }

    @Test
    void theInstallerFindsAnAnswerToWhatIsAskedForALogin() {
        Map<String, String> answers = answered(SITE.answers(new UserName("anna"), KEY), questions("anna"));

        assertThat(answers).containsEntry("System hostname", "pi4")
                .containsEntry("Password for root account", "*************")
                .containsEntry("Setup a user", "anna").containsEntry("Password for user anna", "*************")
                .containsEntry("Public ssh key for user anna", KEY).containsEntry("Allow root ssh login", "no")
                .containsEntry("Set name", "+site78-pi4.tgz")
                .containsEntry("Checksum test for site78-pi4.tgz failed. Continue anyway", "yes")
                .containsEntry("Unverified sets: site78-pi4.tgz. Continue without verification", "yes")
                .doesNotContainKey("Public ssh key for root account");
    }

    @Test
    void rootGetsTheKeyWhereMeshLogsInAsRoot() {
        assertThat(answered(SITE.answers(new UserName("root"), KEY), questions("")))
                .containsEntry("Public ssh key for root account", KEY)
                .containsEntry("Allow root ssh login", "prohibit-password").containsEntry("Setup a user", "no");
    }

    @Test
    void aNameThatTheInstallerWouldRefuseIsLeftToTheFirstBoot() {
        assertThat(answered(SITE.answers(new UserName("mesh-deploy"), KEY), questions("")))
                .containsEntry("Setup a user", "no").doesNotContainValue(KEY);
    }

    @Test
    void theSetIsATarArchiveThatIsTheSameEachTime() throws IOException, InterruptedException {
        byte[] program = "#!/bin/sh\necho it runs\n".repeat(40).getBytes(StandardCharsets.US_ASCII);
        Path file = Files.write(directory.resolve(SITE.setName()), SITE.set(program));

        assertThat(tar("--numeric-owner", "--utc", "-tvzf", file.toString()).replaceAll(" +", " ")).isEqualTo("""
                -rwxr-xr-x 0/0 %d 1970-01-01 00:00 install.site
                -rw------- 0/0 920 1970-01-01 00:00 root/mesh-prepare
                """.formatted(tar("-xOzf", file.toString(), "install.site").length()));
        assertThat(tar("-xOzf", file.toString(), "root/mesh-prepare")).isEqualTo(
                new String(program, StandardCharsets.US_ASCII));
        assertThat(tar("-xOzf", file.toString(), "install.site"))
                .contains("echo 'sh /root/mesh-prepare && rm -f /root/mesh-prepare' >>/etc/rc.firsttime");
        assertThat(SITE.set(program)).isEqualTo(Files.readAllBytes(file));
    }

    private static String tar(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tar"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    @Test
    void aReleaseIsANumberOfTwoParts() {
        assertThat(new OpenBsdRelease("7.8").digits()).isEqualTo("78");
        for (String wrong : List.of("", "78", "7.8.1", "../7.8", "7.8\n", "current")) {
            assertThatThrownBy(() -> new OpenBsdRelease(wrong)).isInstanceOf(ValueFormatException.class);
        }
    }
}
