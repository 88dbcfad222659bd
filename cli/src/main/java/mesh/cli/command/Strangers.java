// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.List;

import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.live.HostReading;

/** A refused host key or login stops a run before anything is written anywhere. */
final class Strangers {
    private Strangers() {}

    /** @throws MeshException if a host was refused */
    static void refuse(List<HostReading> readings) {
        List<String> reasons = readings.stream().filter(HostReading.Failed.class::isInstance)
                .map(HostReading.Failed.class::cast).filter(HostReading.Failed::refused)
                .map(failed -> failed.host() + ": " + failed.reason()).toList();
        if (!reasons.isEmpty()) {
            throw new MeshException(ExitCode.REFUSED, String.join("\n", reasons), "Nothing was written on any host.");
        }
    }
}
