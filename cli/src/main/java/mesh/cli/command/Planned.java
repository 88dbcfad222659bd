// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;

import mesh.apply.FleetLeases;
import mesh.apply.PendingChanges;
import mesh.apply.ReadRequest;
import mesh.cli.flow.Intent;
import mesh.cli.flow.PlanMaker;
import mesh.cli.flow.Selection;
import mesh.cli.run.ControllerProcess;
import mesh.cli.run.ExitCode;
import mesh.cli.view.Words;
import mesh.desired.DesiredMesh;
import mesh.live.HostReading;
import mesh.model.KeyPolicy.Custody;
import mesh.name.NodeName;
import mesh.plan.HostPlan;
import mesh.plan.CertificateChanges;
import mesh.plan.KeyNotices;
import mesh.plan.LiveAccess;
import mesh.plan.Plan;
import mesh.plan.PlanDocument;
import mesh.plan.PlanDocumentBuilder;
import mesh.plan.SshMoves;
import mesh.plan.SshPaths;
import mesh.plan.SwitchedKeys;
import mesh.ssh.Transport;
import mesh.vault.KeyVault;

/**
 * A plan and how far it can be trusted.
 *
 * @param intent what the user's files ask for, with the key switches that hosts made and the lock missed
 * @param plan what apply does
 * @param document the plan as it is shown and saved
 * @param readings of the hosts; empty where none was contacted
 * @param ending {@link ExitCode#OK} when every host was read
 */
record Planned(Intent intent, Plan plan, PlanDocument document, List<HostReading> readings, ExitCode ending) {
    Planned {
        readings = List.copyOf(readings);
    }

    /** Of a plan for which no host was contacted. */
    static Planned offline(MeshCommand mesh, Intent intent, Plan plan) {
        Plan noticed = certified(mesh, intent, notices(mesh, intent).due(plan));
        return new Planned(intent, noticed, PlanDocumentBuilder.of(noticed), List.of(), ExitCode.OK);
    }

    /** Reads the selected hosts over connections of its own, one each. */
    static Planned live(MeshCommand mesh, ConnectionOptions connection, Intent intent, Selection selection)
            throws IOException, InterruptedException {
        try (Transport transport = connection.open(mesh.setting(), mesh.workspace())) {
            return live(mesh, connection, transport, intent, selection);
        }
    }

    /** Reads the selected hosts. */
    static Planned live(MeshCommand mesh, ConnectionOptions connection, Transport transport, Intent intent,
            Selection selection) throws InterruptedException {
        DesiredMesh desired = intent.desired();
        PlanMaker maker = new PlanMaker();
        List<ReadRequest> requests = maker.requests(desired, selection);
        mesh.console().note("Reading " + Words.count(requests.size(), "host") + " ...");
        List<HostReading> readings = connection.reader(transport).read(requests);
        return of(mesh, maker, intent, readings);
    }

    /** The plan of hosts that were read. */
    static Planned of(MeshCommand mesh, PlanMaker maker, Intent read, List<HostReading> readings) {
        Intent intent = read.with(SwitchedKeys.recorded(read.lock(), readings, mesh.setting().today()));
        Plan made = certified(mesh, intent, planWithLostKeys(mesh, maker, intent, readings));
        Plan plan = notices(mesh, intent).all(noted(intent, made), intent.desired(), readings)
                .withAccess(LiveAccess.changes(intent.mesh(), intent.lock(), readings));
        return new Planned(intent, plan, PlanDocumentBuilder.of(plan), readings, Endings.ofReadings(readings));
    }

    private static Plan certified(MeshCommand mesh, Intent intent, Plan plan) {
        return intent.mesh().certificates()
                .map(section -> new CertificateChanges(section, mesh.setting().today()).with(plan)).orElse(plan);
    }

    private static KeyNotices notices(MeshCommand mesh, Intent intent) {
        return new KeyNotices(intent.mesh().keys(), intent.lock(), mesh.setting().today());
    }

    /**
     * Reads the selected hosts, for a run that changes them. A change that a killed run of this machine left unconfirmed is
     * undone first.
     */
    static Planned settled(MeshCommand mesh, ConnectionOptions connection, Transport transport, Intent intent,
            Selection selection) throws InterruptedException {
        Planned planned = live(mesh, connection, transport, intent, selection);
        return undoes(mesh, connection, transport, planned.plan())
                ? live(mesh, connection, transport, intent, selection)
                : planned;
    }

    /** True where hosts undid what a killed run of this machine left unconfirmed, so that they have to be read again. */
    static boolean undoes(MeshCommand mesh, ConnectionOptions connection, Transport transport, Plan plan)
            throws InterruptedException {
        List<NodeName> undone = new PendingChanges(new FleetLeases(transport, connection.parallelism()),
                ControllerProcess::isGone).undo(plan.hosts());
        if (!undone.isEmpty()) {
            mesh.console().note("A run that was killed left a change unconfirmed; it was undone on "
                    + undone.stream().map(NodeName::text).collect(Collectors.joining(", ")) + ".");
        }
        return !undone.isEmpty();
    }

    private static Plan noted(Intent intent, Plan plan) {
        return plan.withHosts(SshPaths.noted(plan.hosts(), SshMoves.of(intent.saved(), plan.hosts())));
    }

    /** Peers of a host that lost its key get another one for it, which is not known before the host has told it. */
    private static Plan planWithLostKeys(MeshCommand mesh, PlanMaker maker, Intent intent,
            List<HostReading> readings) {
        Plan plan = maker.plan(intent.desired(), readings, "live");
        List<NodeName> lost = plan.hosts().stream().filter(host -> host.lostKey() || lacksVaultFile(mesh, intent, host))
                .map(HostPlan::host).toList();
        return lost.isEmpty()
                ? plan
                : maker.plan(intent.with(intent.lock().withoutKeys(lost)).desired(), readings, "live");
    }

    /** A vault's file that is gone comes back with another key. */
    private static boolean lacksVaultFile(MeshCommand mesh, Intent intent, HostPlan host) {
        KeyVault vault = new KeyVault(mesh.workspace().keys());
        return host.desired().filter(desired -> desired.iface().custody() == Custody.VAULT).isPresent()
                && !Files.exists(vault.privateKeyFile(host.host()))
                && intent.mesh().hosts().stream().filter(one -> one.name().equals(host.host()))
                        .flatMap(one -> one.was().stream())
                        .noneMatch(former -> Files.exists(vault.privateKeyFile(former)));
    }
}
