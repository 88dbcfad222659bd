// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;

import mesh.host.Arming;
import mesh.host.Fence;
import mesh.host.Lease;
import mesh.host.Provenance;

/**
 * What one run goes by.
 *
 * @param limit hosts worked on at the same time, at least 1
 * @param provenance what hosts keep of this run
 * @param controller who holds the leases
 * @param window in which a host hears from us again after its change, or goes back; whole seconds, at least 1
 * @param rollout order of the hosts, and when to give up
 * @param stop ends the run early
 */
public record ApplySettings(int limit, Provenance provenance, Controller controller, Duration window, Rollout rollout,
        StopSignal stop) {
    /** A host with this much to wait for its turn keeps its lease. */
    private static final int LEASE_SECONDS = 300;
    private static final int LEASE_SECONDS_A_HOST = 2;

    Arming arming() {
        return new Arming(new Fence(controller.token(), (int) window.toSeconds()), provenance);
    }

    /** @param hosts that are leased together, of which the last one may wait for all others */
    Lease lease(int hosts) {
        return new Lease(controller.token(), provenance.by(), controller.process(), controller.command(),
                LEASE_SECONDS + (int) window.toSeconds() + hosts * LEASE_SECONDS_A_HOST);
    }
}
