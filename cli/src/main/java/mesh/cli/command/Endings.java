// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.List;

import mesh.apply.ApplyReport;
import mesh.apply.HostOutcome;
import mesh.cli.run.ExitCode;
import mesh.cli.status.StatusDocument.PulledStatus;
import mesh.live.HostReading;

/** Which exit code several hosts make together: the one that most needs somebody's attention. */
final class Endings {
    private Endings() {}

    /** A refusal outweighs a host that does not answer. */
    static ExitCode ofReadings(List<HostReading> readings) {
        ExitCode worst = ExitCode.OK;
        for (HostReading reading : readings) {
            if (reading instanceof HostReading.Failed failed) {
                if (failed.refused()) {
                    return ExitCode.REFUSED;
                }
                worst = ExitCode.PARTIAL;
            }
        }
        return worst;
    }

    /** A report that is not the host's outweighs a host that went back, which outweighs one that is not well otherwise. */
    static ExitCode ofPulled(List<PulledStatus> pulled) {
        ExitCode worst = ExitCode.OK;
        for (PulledStatus host : pulled) {
            worst = worse(worst, switch (host.state()) {
                case "untrusted" -> ExitCode.REFUSED;
                case "rolled-back" -> ExitCode.ROLLED_BACK;
                default -> host.isWell() ? ExitCode.OK : ExitCode.PARTIAL;
            });
        }
        return worst;
    }

    static ExitCode worse(ExitCode one, ExitCode other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** In the order of the codes: a refusal outweighs a host that moved, which outweighs one that failed. */
    static ExitCode ofReport(ApplyReport report) {
        ExitCode worst = ExitCode.OK;
        for (HostOutcome outcome : report.outcomes()) {
            ExitCode code = switch (outcome.state()) {
                case UNCHANGED, APPLIED, REMOVED -> ExitCode.OK;
                case SKIPPED, FAILED, UNHEARD -> ExitCode.PARTIAL;
                case ROLLED_BACK -> ExitCode.ROLLED_BACK;
                case LOCKED -> ExitCode.LOCKED;
                case STALE -> ExitCode.STALE;
                case REFUSED -> ExitCode.REFUSED;
            };
            worst = worse(code, worst);
        }
        return worst;
    }
}
