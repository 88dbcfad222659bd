// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.util.List;
import java.util.stream.Stream;

import mesh.apply.AgentFiles;
import mesh.apply.RelayBirth;
import mesh.apply.RelayBirths;
import mesh.cli.run.Console;
import mesh.lock.Lockfile;
import mesh.plan.Change;
import mesh.plan.HostPlan;
import mesh.plan.Plan;
import mesh.ssh.Transport;

/** Brings hosts what their relays need before these are set up, and records by what clients know them. */
public final class RelayMaker {
    private static final int KIB = 1024;

    private final AgentFiles files;
    private final Console console;

    public RelayMaker(AgentFiles files, Console console) {
        this.files = files;
        this.console = console;
    }

    /** The relays that {@code plan} sets up or changes. */
    public static List<RelayBirths.Request> requests(Plan plan) {
        return plan.hosts().stream().filter(RelayMaker::changesRelay).flatMap(RelayMaker::request).toList();
    }

    private static Stream<RelayBirths.Request> request(HostPlan host) {
        return host.desired().flatMap(desired -> desired.ground().relay()).stream()
                .map(relay -> new RelayBirths.Request(host.host(), host.reach(), relay));
    }

    private static boolean changesRelay(HostPlan host) {
        boolean unknown = host.live().isPresent() && host.desired().flatMap(desired -> desired.ground().relay())
                .filter(relay -> relay.known().isEmpty()).isPresent();
        return unknown || host.changes().stream().anyMatch(change -> change instanceof Change.Ground ground
                && ground.kind().equals("relay") && !ground.symbol().equals("-"));
    }

    /** The intent whose lock knows what the hosts have; a host that cannot have it is told. */
    Intent prepare(Intent intent, Plan plan, Transport transport, int limit) throws InterruptedException {
        List<RelayBirths.Request> requests = requests(plan);
        if (requests.isEmpty()) {
            return intent;
        }
        Lockfile lock = intent.lock();
        for (RelayBirth birth : new RelayBirths(transport, limit, files).run(requests)) {
            switch (birth) {
                case RelayBirth.Failed failed -> console.warn(failed.host() + " has no relay: " + failed.reason());
                case RelayBirth.Born born -> {
                    lock = lock.withRelay(born.host(), born.relay());
                    if (born.sentBytes() > 0) {
                        console.note(born.host() + " got the relay's program: " + born.sentBytes() / KIB + " KiB.");
                    }
                }
            }
        }
        return intent.with(lock);
    }
}
