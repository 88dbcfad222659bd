// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import mesh.apply.ApplyListener;
import mesh.apply.ApplyReport;
import mesh.apply.FleetReader;
import mesh.apply.Followers;
import mesh.apply.KeyBirths;
import mesh.cli.run.Setting;
import mesh.cli.workspace.Workspace;
import mesh.live.HostReading;
import mesh.ssh.Transport;

/**
 * What a rotation works with.
 *
 * @param setting clock and directory
 * @param workspace where the lock and the vault are
 * @param transport to the hosts
 * @param keys makes and records keys
 * @param run carries plans to hosts
 * @param care how hosts are changed
 * @param limit hosts worked on at the same time
 * @param progress told of each host's steps
 * @param say takes a line for people
 */
public record RotationTools(Setting setting, Workspace workspace, Transport transport, KeyMaker keys, ApplyRun run,
        ApplyRun.Care care, int limit, ApplyListener progress, Consumer<String> say) {

    private static final Duration SPARE = Duration.ofSeconds(60);

    /** Every host of {@code intent}, as it is at this moment. */
    List<HostReading> read(Intent intent) throws InterruptedException {
        return new FleetReader(transport, limit)
                .read(new PlanMaker().requests(intent.desired(), Selection.ALL));
    }

    /** Carries {@code intent} to all hosts that were read, and saves its lock. */
    ApplyReport apply(Intent intent, List<HostReading> readings) throws InterruptedException {
        return run.apply(intent, readings, care, progress);
    }

    /** Longer than any host waits to be confirmed. */
    Duration followed() {
        return care.window().plus(SPARE);
    }

    KeyBirths births() {
        return new KeyBirths(transport, limit);
    }

    Followers followers() {
        return new Followers(transport, limit);
    }
}
