// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.List;

import mesh.apply.ApplyReport;
import mesh.apply.HostOutcome;
import mesh.cli.run.ExitCode;
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
            worst = code.compareTo(worst) > 0 ? code : worst;
        }
        return worst;
    }
}
