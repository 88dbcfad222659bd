// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

import mesh.enrol.Enrolment;
import mesh.enrol.EnrolmentToken;
import mesh.lock.Reach;
import mesh.model.KeyPolicy.Custody;
import mesh.model.OperatingSystem;
import mesh.model.SshSettings;
import mesh.name.MeshName;
import mesh.name.UserName;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * shellcheck reads whole programs, as hosts get them: what one of their parts uses, another has to set. What it is told to leave out
 * beside {@link #LEFT_OUT} is said in the files, each with its reason.
 */
class ProgramLintTest {
    /**
     * SC2034, SC2317, SC2119, SC2120: a part has variables, functions and arguments of them that not every program uses. SC2015:
     * {@code a && b || stop} means to stop also where b fails. SC1010: {@code done} is a word of {@code step}. SC1122: a
     * line of awk begins with END, which is the end of the text that it stands in only where it stands alone.
     */
    private static final String LEFT_OUT = "SC2034,SC2317,SC2119,SC2120,SC2015,SC1010,SC1122";

    private static final Lease LEASE = new Lease(PlanFixture.TOKEN, "anna@box", "-", "mesh apply", 600);
    private static final Enrolment ENROLMENT = new Enrolment(new MeshName("lab"), Samples.HOST,
            Instant.parse("2026-11-28T10:00:00Z"),
            Optional.of(EnrolmentToken.make(() -> Samples.bytes(0x61))));

    @TempDir
    private Path directory;

    /** For a user that is not root, so that each program has its rule. */
    private static Preparation preparation(Reach base) {
        SshSettings.Become become = base.os() == OperatingSystem.LINUX
                ? SshSettings.Become.SUDO
                : SshSettings.Become.DOAS;
        SshSettings login = new SshSettings(base.ssh().host(), base.ssh().port(), new UserName("anna"), become,
                Optional.empty(), List.of());
        return new Preparation(new Reach(base.os(), base.format(), base.interfaceName(), login, false),
                List.of(new LoginKey("ssh-ed25519", FreshHost.KEY, "anna@laptop")), true, true);
    }

    private static SequencedMap<String, HostProgram> programs() {
        SequencedMap<String, HostProgram> all = new LinkedHashMap<>();
        for (Reach reach : List.of(Samples.linux(), Samples.openBsd())) {
            PlanFixture plans = new PlanFixture(reach, Custody.VAULT);
            String os = reach.os() == OperatingSystem.LINUX ? "linux-" : "openbsd-";
            all.put(os + "apply", ApplyProgram.of(plans.update(), plans.secrets(), PlanFixture.ARMING,
                    (format, name) -> PlanFixture.OLD));
            all.put(os + "confirm",
                    ConfirmProgram.of(plans.update(), PlanFixture.FENCE, PlanFixture.PROVENANCE));
            all.put(os + "remove", RemoveProgram.of(plans.remove(), PlanFixture.ARMING,
                    (format, name) -> PlanFixture.ACTIVATION));
            all.put(os + "birth", KeyBirthProgram.of(reach));
            all.put(os + "next", KeyBirthProgram.next(reach));
            all.put(os + "lease", LeaseProgram.take(reach, LEASE, Optional.empty(), 4));
            all.put(os + "unlock", LeaseProgram.unlock(reach, PlanFixture.TOKEN));
            all.put(os + "tls", TlsKeyProgram.of(reach));
            all.put(os + "prepare", PrepareProgram.of(preparation(reach)));
            all.put(os + "answer", PrepareProgram.answering(preparation(reach), ENROLMENT));
            all.put(os + "enrol", EnrolProgram.of(new MeshName("home"), Samples.HOST, reach, "https://example.net/b",
                    new PullTerms("publisher ssh-ed25519 AAAA\n", Optional.empty())));
        }
        all.put("java", AgentPrograms.installJava());
        return all;
    }

    @Test
    void programsAreWhatShellcheckWouldWrite() throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(
                List.of("shellcheck", "-s", "sh", "-e", LEFT_OUT, "-f", "gcc"));
        for (Map.Entry<String, HostProgram> each : programs().entrySet()) {
            Path file = directory.resolve(each.getKey());
            Files.write(file, each.getValue().standardInput());
            words.add(file.toString());
        }
        for (Reach reach : List.of(Samples.linux(), Samples.openBsd())) {
            Path file = directory.resolve("rollback-" + reach.os());
            Files.writeString(file, RollbackText.of(reach));
            words.add(file.toString());
        }

        assertThat(said(words)).isEmpty();
    }

    private static String said(List<String> words) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(words).redirectErrorStream(true).start();
        } catch (IOException missing) {
            Assumptions.abort("no shellcheck here: " + missing.getMessage());
            throw missing;
        }
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said;
    }
}
