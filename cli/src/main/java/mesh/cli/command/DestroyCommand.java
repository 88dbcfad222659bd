// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import mesh.cli.flow.ApplyRun;
import mesh.cli.flow.Intent;
import mesh.cli.flow.KeyMaker;
import mesh.cli.flow.PlanMaker;
import mesh.cli.flow.Selection;
import mesh.cli.flow.Teardown;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.view.HumanPlanView;
import mesh.cli.view.Words;
import mesh.desired.DesiredMesh;
import mesh.live.HostReading;
import mesh.name.NodeName;
import mesh.plan.Plan;
import mesh.plan.PlanDocumentBuilder;
import mesh.ssh.Transport;
import mesh.vault.IdentityFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mesh destroy}: takes the mesh away from hosts, while the spec stays. */
@Command(name = "destroy", mixinStandardHelpOptions = true, description = {
        "Removes the mesh from all hosts, or from those selected: interface, files, keys.",
        "The spec stays as it is. To let a host leave for good, delete its block and apply."})
final class DestroyCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    @Option(names = "--auto-approve", description = "Does not ask.")
    private boolean autoApprove;

    @Option(names = "--allow-destroy", description = "Lets protected hosts go too.")
    private boolean allowDestroy;

    @Option(names = "--overwrite-foreign", description = "Removes files of the mesh that another hand has edited, too.")
    private boolean overwriteForeign;

    @Option(names = "--allow-ssh-path", description = "Goes ahead where SSH comes through the mesh that is removed.")
    private boolean allowSshPath;

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Mixin
    private RolloutOptions rollout = new RolloutOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    DestroyCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        rollout.window();
        Intent intent = mesh.intent();
        Selection selected = selection.pushed(intent, mesh.console());
        DesiredMesh nothing = Teardown.desired(intent.desired(), selected);
        try (Transport transport = connection.open(mesh.setting(), mesh.workspace())) {
            List<HostReading> found = read(transport, nothing);
            Strangers.refuse(found);
            List<HostReading> readings = Planned.undoes(mesh, connection, transport, plan(nothing, found))
                    ? read(transport, nothing)
                    : found;
            Plan plan = plan(nothing, readings);
            ApplyRun run = run(transport);
            if (!plan.hasChanges()) {
                run.settleRemoval(intent, plan);
                mesh.console().out().println(readings.stream().anyMatch(HostReading.Failed.class::isInstance)
                        ? "Nothing to remove from the hosts that answered."
                        : "Nothing to remove: no host carries the mesh.");
                return Endings.ofReadings(readings).value();
            }
            show(plan);
            guard(intent, plan);
            ExitCode ending = new WatchedApply(mesh.console()).run(plan,
                    (listener, stop) -> run.remove(intent, plan, readings,
                            new ApplyRun.Care(rollout.window(), rollout::rollout, stop, "mesh destroy"), listener));
            sayWhatStays(selected);
            return ending.value();
        }
    }

    private static Plan plan(DesiredMesh nothing, List<HostReading> readings) {
        return new PlanMaker().plan(nothing, readings, "live");
    }

    private void sayWhatStays(Selection selected) {
        String names = selected.names().stream().sorted().map(NodeName::text).collect(Collectors.joining(", "));
        mesh.console().note(mesh.workspace().specName() + " still has " + (selected.whole() ? "all hosts" : names)
                + ": '" + mesh.hint("apply") + "' sets "
                + (!selected.whole() && selected.names().size() == 1 ? "it" : "them") + " up again.");
    }

    private List<HostReading> read(Transport transport, DesiredMesh nothing) throws InterruptedException {
        mesh.console().note("Reading " + Words.count(nothing.removed().size(), "host") + " ...");
        return connection.reader(transport).read(new PlanMaker().requests(nothing, Selection.ALL));
    }

    private void show(Plan plan) {
        Console console = mesh.console();
        console.out().print(
                new HumanPlanView(console.outPalette(), console.columns()).draw(PlanDocumentBuilder.of(plan)));
        console.out().flush();
    }

    private void guard(Intent intent, Plan plan) {
        if (!allowDestroy) {
            RemovalGuard.checkProtected(plan);
        }
        if (!overwriteForeign) {
            ForeignGuard.check(plan);
        }
        if (!allowSshPath) {
            PathGuard.check(intent, plan);
        }
        if (!autoApprove) {
            long hosts = plan.hosts().stream().filter(host -> !host.changes().isEmpty()).count();
            new Approval(mesh.console()).ask(
                    "\nThis removes mesh " + plan.mesh() + " from " + Words.count(hosts, "host")
                            + ", their keys with it. Type its name to go ahead: ",
                    plan.mesh().text(), "'" + mesh.hint("destroy") + " --auto-approve'");
        }
    }

    private ApplyRun run(Transport transport) {
        KeyMaker keys = new KeyMaker(mesh.setting(), mesh.workspace(),
                IdentityFile.locate(Optional.empty(), mesh.setting().environment()));
        return new ApplyRun(mesh.setting(), mesh.workspace(), transport, keys, connection.parallelism());
    }
}
