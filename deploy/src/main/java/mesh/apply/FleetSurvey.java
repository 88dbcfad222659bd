// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import mesh.host.SnapshotException;
import mesh.host.SurveyProgram;
import mesh.key.KeySource;
import mesh.key.SecureKeySource;
import mesh.live.HostSurvey;
import mesh.model.SshSettings;
import mesh.model.SshSettings.Become;
import mesh.net.InterfaceName;
import mesh.ssh.CommandResult;
import mesh.ssh.Transport;

/** Asks hosts that no spec has what WireGuard they run, in parallel. Changes nothing. Safe for concurrent use. */
public final class FleetSurvey {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Transport transport;
    private final HostTasks tasks;
    private final KeySource random = new SecureKeySource();

    /** @param limit hosts asked at the same time, at least 1 */
    public FleetSurvey(Transport transport, int limit) {
        this.transport = transport;
        this.tasks = new HostTasks(limit);
    }

    /** What came of one host. */
    public sealed interface Answer {
        /** How it was asked. */
        SshSettings ssh();

        /** It told. */
        record Told(SshSettings ssh, HostSurvey survey) implements Answer {}

        /**
         * It did not.
         *
         * @param refused true where the host key, the login or root was refused
         * @param reason one line for people
         */
        record Failed(SshSettings ssh, boolean refused, String reason) implements Answer {}
    }

    /**
     * One answer a host, in the same order.
     *
     * @param iface the interface to look at; absent: the first of each host
     * @throws InterruptedException if the run is cancelled
     */
    public List<Answer> ask(List<SshSettings> hosts, Optional<InterfaceName> iface) throws InterruptedException {
        return tasks.forEach(hosts, ssh -> ask(ssh, iface));
    }

    /** Which system it is, and so how root is got there, is not known: sudo is tried, then doas. */
    private Answer ask(SshSettings ssh, Optional<InterfaceName> iface) {
        Answer first = once(ssh, iface);
        if (ssh.become() != Become.SUDO || !(first instanceof Answer.Failed failed) || !failed.refused()) {
            return first;
        }
        Answer second = once(new SshSettings(ssh.host(), ssh.port(), ssh.user(), Become.DOAS, ssh.jump(),
                ssh.identityFiles()), iface);
        return second instanceof Answer.Told ? second : first;
    }

    private Answer once(SshSettings ssh, Optional<InterfaceName> iface) {
        SurveyProgram survey = SurveyProgram.of(iface, Marker.of(random));
        return switch (HostAnswer.of(transport, ssh, survey.program(), TIMEOUT)) {
            case HostAnswer.Failed failed -> new Answer.Failed(ssh, failed.refused(), failed.reason());
            case HostAnswer.Ran ran -> read(ssh, survey, ran.result());
        };
    }

    private static Answer read(SshSettings ssh, SurveyProgram survey, CommandResult result) {
        if (!result.succeeded()) {
            return new Answer.Failed(ssh, false,
                    "reading ended with status " + result.exitStatus() + ToolOutput.lastLine(result.err()));
        }
        try {
            return new Answer.Told(ssh, survey.read(result.out()));
        } catch (SnapshotException unreadable) {
            return new Answer.Failed(ssh, false, String.valueOf(unreadable.getMessage()));
        }
    }
}
