// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import mesh.apply.FleetLeases;
import mesh.cli.agent.BundledAgent;
import mesh.cli.flow.ApplyRun;
import mesh.cli.flow.CertificateMaker;
import mesh.cli.run.ExitCode;
import mesh.name.NodeName;
import java.util.ArrayList;
import java.util.List;
import mesh.cli.flow.AgentMaker;
import mesh.cli.flow.Intent;
import mesh.cli.flow.KeyMaker;
import mesh.cli.flow.Selection;
import mesh.cli.flow.VaultCheck;
import mesh.cli.run.Console;
import mesh.cli.view.HumanPlanView;
import mesh.cli.view.Words;
import mesh.plan.PlanDocument;
import mesh.plan.Shard;
import mesh.ssh.Transport;
import mesh.vault.AgeException;
import mesh.vault.IdentityFile;
import mesh.vault.KeyVault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mesh apply}: plan, ask, make keys, change hosts, record. */
@Command(name = "apply", mixinStandardHelpOptions = true, description = {
        "Makes the hosts what the spec says: plans, asks, applies over SSH.",
        "With FILE, applies that saved plan, and only if it still holds to the last byte."})
final class ApplyCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "A plan that 'mesh plan --out' saved.")
    private Optional<Path> saved = Optional.empty();

    @Option(names = "--auto-approve", description = "Does not ask.")
    private boolean autoApprove;

    @Option(names = "--allow-destroy", description = "Lets a plan remove more than a third of the hosts, remove or recreate a protected one, or change hosts that a lost lock knew.")
    private boolean allowDestroy;

    @Mixin
    private LockedOption locked = new LockedOption();

    @Mixin
    private GuardOptions guards = new GuardOptions();

    @Mixin
    private IdentityOption identity = new IdentityOption();

    @Option(names = "--jmods", paramLabel = "DIR", description = "The jmods of a JDK 25 for hosts that have no Java and are not like this machine; the runtime of relays and agents is made of them.")
    private Optional<Path> jmods = Optional.empty();

    @Mixin
    private RolloutOptions rollout = new RolloutOptions();

    @Option(names = "--shard", paramLabel = "I/N", description = "With FILE: only one shard of its hosts, such as 2/4. A host's name says in which one it is.")
    private Optional<Shard> shard = Optional.empty();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    ApplyCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, AgeException {
        rollout.window();
        Optional<SavedPlan> expected = saved.map(file -> SavedPlan.read(mesh.setting().directory(), file));
        Optional<ShardRun> sharded = shard.map(one -> ShardRun.of(one, expected));
        Intent intent = mesh.intent();
        locked.check(mesh, intent);
        sharded.ifPresent(run -> run.refuse(intent, mesh.workspace().lockName()));
        try (Transport transport = connection.open(mesh.setting(), mesh.workspace())) {
            Selection selected = sharded.map(ShardRun::part).or(() -> expected).map(SavedPlan::selection)
                    .orElseGet(() -> selection.pushed(intent, mesh.console()));
            Planned planned = Planned.settled(mesh, connection, transport, intent, selected);
            Strangers.refuse(planned.readings());
            if (!allowDestroy) {
                LostLock.check(intent, planned.readings(), mesh.workspace().lockName());
            }
            PlanDocument fresh = planned.document();
            sharded.ifPresentOrElse(run -> run.part().refuseUnlessEqual(fresh.part(_ -> true)),
                    () -> expected.ifPresent(plan -> plan.refuseUnlessEqual(fresh)));
            Console console = mesh.console();
            console.out().print(new HumanPlanView(console.outPalette(), console.columns()).draw(fresh));
            console.out().flush();
            sharded.ifPresent(run -> run.tellLeaving(console));
            if (!planned.document().hasChanges()) {
                run(transport).settle(planned.intent(), planned.plan());
                return planned.ending().value();
            }
            if (!allowDestroy) {
                RemovalGuard.check(planned.plan());
            }
            locked.check(mesh, planned.plan());
            guards.check(intent, planned.plan());
            VaultCheck.check(planned.plan(), intent, new KeyVault(mesh.workspace().keys()),
                    identityFile());
            if (!autoApprove && expected.isEmpty()) {
                Approval.ask(console, mesh.hint("apply"));
            }
            if (sharded.isPresent()) {
                sharded.get().refuseForeignRuns(new FleetLeases(transport, connection.parallelism()), intent);
            }
            return carryOut(transport, planned, sharded.map(ShardRun::command).orElse("mesh apply"));
        }
    }

    private int carryOut(Transport transport, Planned planned, String command)
            throws IOException, InterruptedException, AgeException {
        Console console = mesh.console();
        ApplyRun run = run(transport);
        console.note("");
        int births = KeyMaker.births(planned.plan()).size();
        if (births > 0) {
            console.note("Making keys on " + Words.count(births, "host") + " ...");
        }
        int certificates = CertificateMaker.requests(planned.plan()).size();
        if (certificates > 0) {
            console.note("Making certificates for " + Words.count(certificates, "host") + " ...");
        }
        List<NodeName> without = new ArrayList<>();
        Intent born = run.makeKeys(planned.intent(), planned.plan(), failed -> {
            without.add(failed.host());
            console.warn(failed.host() + " has no key: " + failed.reason());
        });
        int hosts = AgentMaker.requests(planned.plan()).size();
        if (hosts > 0) {
            console.note("Preparing relays and agents on " + Words.count(hosts, "host") + " ...");
        }
        AgentMaker agents = new AgentMaker(new BundledAgent(jmods.map(mesh.setting().directory()::resolve)), console);
        Intent keyed = run.makeAgents(born, planned.plan(), agents);
        without.addAll(agents.without());
        ExitCode ending = new WatchedApply(console).run(planned.plan(),
                (listener, stop) -> run.apply(keyed, planned.readings(),
                        new ApplyRun.Care(rollout.window(), rollout::rollout, stop, command), listener));
        return (ending == ExitCode.OK && !without.isEmpty() ? ExitCode.PARTIAL : ending).value();
    }

    private IdentityFile identityFile() {
        return identity.file(mesh.setting().environment());
    }

    private ApplyRun run(Transport transport) {
        KeyMaker keys = new KeyMaker(mesh.setting(), mesh.workspace(), identityFile());
        return new ApplyRun(mesh.setting(), mesh.workspace(), transport, keys, connection.parallelism());
    }
}
