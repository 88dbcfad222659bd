// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import mesh.apply.AgentBirth;
import mesh.apply.AgentBirths;
import mesh.apply.AgentFiles;
import mesh.cli.run.Console;
import mesh.desired.AgentService;
import mesh.desired.DesiredHost;
import mesh.desired.RelayService;
import mesh.lock.Lockfile;
import mesh.name.NodeName;
import mesh.plan.Change;
import mesh.plan.HostPlan;
import mesh.plan.Plan;
import mesh.ssh.Transport;

/** Brings hosts what their relays and agents need before these are set up, and records by what they are known. Used once. */
public final class AgentMaker {
    private static final int KIB = 1024;

    private final AgentFiles files;
    private final Console console;
    private final List<NodeName> without = new ArrayList<>();

    public AgentMaker(AgentFiles files, Console console) {
        this.files = files;
        this.console = console;
    }

    /** The hosts whose relay or agent {@code plan} sets up or changes. */
    public static List<AgentBirths.Request> requests(Plan plan) {
        return plan.hosts().stream().flatMap(AgentMaker::request).toList();
    }

    private static Stream<AgentBirths.Request> request(HostPlan host) {
        Optional<RelayService> relay = host.desired().map(DesiredHost::ground).flatMap(ground -> ground.relay())
                .filter(wanted -> isDue(host, "relay", wanted.known().isEmpty()));
        Optional<AgentService> agent = host.desired().map(DesiredHost::ground).flatMap(ground -> ground.agent())
                .filter(wanted -> isDue(host, "agent", wanted.known().isEmpty()));
        return relay.isPresent() || agent.isPresent()
                ? Stream.of(new AgentBirths.Request(host.host(), host.reach(), relay, agent))
                : Stream.empty();
    }

    private static boolean isDue(HostPlan host, String kind, boolean unknown) {
        return unknown && host.live().isPresent() || host.changes().stream().anyMatch(
                change -> change instanceof Change.Ground ground && ground.kind().equals(kind)
                        && !ground.symbol().equals("-"));
    }

    /** The intent whose lock knows what the hosts have; a host that cannot have it is told. */
    Intent prepare(Intent intent, Plan plan, Transport transport, int limit) throws InterruptedException {
        List<AgentBirths.Request> requests = requests(plan);
        if (requests.isEmpty()) {
            return intent;
        }
        Lockfile lock = intent.lock();
        for (AgentBirth birth : new AgentBirths(transport, limit, files).run(requests)) {
            switch (birth) {
                case AgentBirth.Failed failed -> {
                    without.add(failed.host());
                    console.warn(failed.host() + " can run no relay and no agent: " + failed.reason());
                }
                case AgentBirth.Born born -> {
                    lock = record(lock, born);
                    if (born.sentBytes() > 0) {
                        console.note(born.host() + " got the program of relays and agents: "
                                + born.sentBytes() / KIB + " KiB.");
                    }
                }
            }
        }
        return intent.with(lock);
    }

    /** Hosts that could not have it, as far as was tried. */
    public List<NodeName> without() {
        return List.copyOf(without);
    }

    private static Lockfile record(Lockfile before, AgentBirth.Born born) {
        Lockfile lock = before;
        if (born.relay().isPresent()) {
            lock = lock.withRelay(born.host(), born.relay().get());
        }
        return born.agent().isPresent() ? lock.withAgent(born.host(), born.agent().get()) : lock;
    }
}
