// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
import mesh.cli.run.Interrupts;
import mesh.cli.run.MeshException;
import mesh.cli.view.HumanPlanView;
import mesh.cli.view.RotationLines;
import mesh.name.NameList;
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

    @Mixin
    private GuardOptions guards = new GuardOptions();

    @Mixin
    private IdentityOption identity = new IdentityOption();

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
        List<String> pulling = intent.mesh().hosts().stream().filter(host -> host.pull().isPresent())
                .map(host -> host.name().text()).toList();
        if (!pulling.isEmpty()) {
            throw MeshException.error("a rotation goes through all hosts step by step, and some fetch their changes "
                    + "when they like: " + NameList.first(pulling, 6),
                    "Nothing was changed. What to do: docs/how-to/pull.md.");
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
        Planned planned = Planned.settled(mesh, connection, transport, intent, Selection.ALL);
        Strangers.refuse(planned.readings());
        LostLock.check(intent, planned.readings(), mesh.workspace().lockName());
        Planned wanted = choice.psk()
                ? Planned.of(mesh, new PlanMaker(), EpochRun.raised(planned.intent(), planned.readings()),
                        planned.readings())
                : planned;
        RemovalGuard.check(wanted.plan());
        guards.check(intent, wanted.plan());
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
        StopSignal stop = new StopSignal();
        RotationTools tools = tools(transport, stop);
        Intent keyed = keyed(tools, planned);
        RotationRun.Result result;
        try (Interrupts _ = interrupts(stop)) {
            result = new RotationRun(tools, keyed).run(chosen);
        }
        mesh.console().out().println(result.complete()
                ? "Rotated: " + RotationSubject.names(chosen) + "."
                : "Not all keys are replaced; the same command goes on.");
        ExitCode code = ending(stop, result.report());
        return (code == ExitCode.OK && !result.complete() ? ExitCode.PARTIAL : code).value();
    }

    private int presharedKeys(Transport transport, Planned planned, Planned raised)
            throws IOException, InterruptedException, AgeException {
        StopSignal stop = new StopSignal();
        RotationTools tools = tools(transport, stop);
        Intent keyed = keyed(tools, raised);
        ApplyReport report;
        try (Interrupts _ = interrupts(stop)) {
            report = EpochRun.carry(tools, planned.intent(), keyed, planned.readings());
        }
        ExitCode code = ending(stop, report);
        mesh.console().out().println("Preshared keys: epoch " + EpochRun.next(planned.intent()) + (code == ExitCode.OK
                ? "."
                : ", but for the hosts above."));
        return code.value();
    }

    private Interrupts interrupts(StopSignal stop) {
        return Stopping.on(stop, mesh.console()::note, mesh.console()::note);
    }

    private static ExitCode ending(StopSignal stop, ApplyReport report) {
        return stop.requested() ? ExitCode.INTERRUPTED : Endings.ofReport(report);
    }

    private Intent keyed(RotationTools tools, Planned planned) throws IOException, AgeException, InterruptedException {
        return tools.run().makeKeys(planned.intent(), planned.plan(),
                failed -> mesh.console().warn(failed.host() + " has no key: " + failed.reason()));
    }

    private RotationTools tools(Transport transport, StopSignal stop) {
        KeyMaker keys = new KeyMaker(mesh.setting(), mesh.workspace(), identityFile());
        ApplyRun run = new ApplyRun(mesh.setting(), mesh.workspace(), transport, keys, connection.parallelism());
        return new RotationTools(mesh.setting(), mesh.workspace(), transport, keys, run,
                new ApplyRun.Care(rollout.window(), rollout::rollout, stop, "mesh rotate"),
                connection.parallelism(),
                new RotationLines(mesh.console().err()), mesh.console()::note);
    }

    private IdentityFile identityFile() {
        return identity.file(mesh.setting().environment());
    }
}
