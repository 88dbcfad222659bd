// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import mesh.apply.ApplyReport;
import mesh.apply.StopSignal;
import mesh.cli.flow.ApplyRun;
import mesh.cli.flow.EpochRun;
import mesh.cli.flow.Intent;
import mesh.cli.flow.KeyMaker;
import mesh.cli.flow.PlanMaker;
import mesh.cli.flow.RotationRun;
import mesh.cli.flow.RotationTools;
import mesh.cli.flow.Selection;
import mesh.cli.flow.VaultCheck;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.view.HumanPlanView;
import mesh.cli.view.RotationLines;
import mesh.name.NodeName;
import mesh.ssh.Transport;
import mesh.vault.AgeException;
import mesh.vault.IdentityFile;
import mesh.vault.KeyVault;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mesh rotate}: new keys for hosts, while their sessions go on. */
@Command(name = "rotate", mixinStandardHelpOptions = true, description = {
        "Replaces keys, one host after the other; traffic goes on.",
        "Without HOST and option, says which keys are due. A run that was cut off goes on when it is started again."})
final class RotateCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    @Parameters(arity = "0..*", paramLabel = "HOST", description = "Hosts that get new keys.")
    private List<NodeName> hosts = new ArrayList<>();

    @ArgGroup
    private RotationChoice choice = new RotationChoice();

    @Option(names = "--dry-run", description = "Shows what would be done; changes nothing.")
    private boolean dryRun;

    @Option(names = "--auto-approve", description = "Does not ask.")
    private boolean autoApprove;

    @Option(names = "--despite-unmanaged", description = "Also for a host that devices or externals know: they lose it until they are told its new key by hand.")
    private boolean despiteUnmanaged;

    @Option(names = "--identity", paramLabel = "FILE", description = "age identity that opens keys/. Default: MESH_AGE_IDENTITY_FILE, then ~/.config/mesh/identity.txt.")
    private Optional<Path> identity = Optional.empty();

    @Mixin
    private RolloutOptions rollout = new RolloutOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    RotateCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, AgeException {
        rollout.window();
        Intent intent = mesh.intent();
        RotationSubject subject = new RotationSubject(mesh, intent);
        if (hosts.isEmpty() && choice.isEmpty()) {
            subject.sayDue();
            return ExitCode.OK.value();
        }
        if (choice.psk()) {
            subject.refuseWithoutPresharedKeys(hosts);
        }
        List<NodeName> chosen = choice.psk() ? List.of() : subject.choose(hosts, choice);
        if (chosen.isEmpty() && !choice.psk()) {
            mesh.console().out().println("No key is due.");
            return ExitCode.OK.value();
        }
        if (!despiteUnmanaged) {
            subject.refuseUnmanaged(chosen);
        }
        try (Transport transport = connection.open(mesh.setting(), mesh.workspace())) {
            return rotate(transport, intent, subject, chosen);
        }
    }

    private int rotate(Transport transport, Intent intent, RotationSubject subject, List<NodeName> chosen)
            throws IOException, InterruptedException, AgeException {
        Planned planned = Planned.live(mesh, connection, transport, intent, Selection.ALL);
        Strangers.refuse(planned.readings());
        LostLock.check(intent, planned.readings(), mesh.workspace().lockName());
        Planned wanted = choice.psk()
                ? Planned.of(mesh, new PlanMaker(), EpochRun.raised(planned.intent(), planned.readings()),
                        planned.readings())
                : planned;
        RemovalGuard.check(wanted.plan());
        ForeignGuard.check(wanted.plan());
        PathGuard.check(intent, wanted.plan());
        VaultCheck.open(intent.mesh().keys(), new KeyVault(mesh.workspace().keys()), identityFile());
        show(wanted, subject, chosen);
        if (dryRun) {
            return wanted.ending().value();
        }
        if (!autoApprove) {
            Approval.ask(mesh.console(), mesh.hint("rotate"));
        }
        mesh.console().note("");
        return choice.psk() ? presharedKeys(transport, planned, wanted) : keys(transport, planned, chosen);
    }

    private void show(Planned planned, RotationSubject subject, List<NodeName> chosen) {
        Console console = mesh.console();
        console.out().print(new HumanPlanView(console.outPalette(), console.columns()).draw(planned.document()));
        if (!chosen.isEmpty()) {
            subject.sayPlan(chosen);
        }
        console.out().flush();
    }

    private int keys(Transport transport, Planned planned, List<NodeName> chosen)
            throws IOException, InterruptedException, AgeException {
        RotationTools tools = tools(transport);
        Intent keyed = keyed(tools, planned);
        RotationRun.Result result = new RotationRun(tools, keyed).run(chosen);
        ExitCode code = Endings.ofReport(result.report());
        mesh.console().out().println(result.complete()
                ? "Rotated: " + RotationSubject.names(chosen) + "."
                : "Not all keys are replaced; the same command goes on.");
        return (code == ExitCode.OK && !result.complete() ? ExitCode.PARTIAL : code).value();
    }

    private int presharedKeys(Transport transport, Planned planned, Planned raised)
            throws IOException, InterruptedException, AgeException {
        RotationTools tools = tools(transport);
        Intent keyed = keyed(tools, raised);
        ApplyReport report = EpochRun.carry(tools, planned.intent(), keyed, planned.readings());
        ExitCode code = Endings.ofReport(report);
        mesh.console().out().println("Preshared keys: epoch " + EpochRun.next(planned.intent()) + (code == ExitCode.OK
                ? "."
                : ", but for the hosts above."));
        return code.value();
    }

    private Intent keyed(RotationTools tools, Planned planned) throws IOException, AgeException, InterruptedException {
        return tools.run().makeKeys(planned.intent(), planned.plan(),
                failed -> mesh.console().warn(failed.host() + " has no key: " + failed.reason()));
    }

    private RotationTools tools(Transport transport) {
        KeyMaker keys = new KeyMaker(mesh.setting(), mesh.workspace(), identityFile());
        ApplyRun run = new ApplyRun(mesh.setting(), mesh.workspace(), transport, keys, connection.parallelism());
        return new RotationTools(mesh.setting(), mesh.workspace(), transport, keys, run,
                new ApplyRun.Care(rollout.window(), rollout::rollout, new StopSignal(), "mesh rotate"),
                connection.parallelism(),
                new RotationLines(mesh.console().err()), mesh.console()::note);
    }

    private IdentityFile identityFile() {
        return IdentityFile.locate(identity, mesh.setting().environment());
    }
}
