// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import mesh.cli.flow.Intent;
import mesh.cli.flow.PlanMaker;
import mesh.cli.flow.Selection;
import mesh.cli.page.PlanPage;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.workspace.Workspace;
import mesh.desired.DesiredMesh;
import mesh.model.MeshAccess;
import mesh.plan.Plan;
import mesh.plan.PlanDocument;
import mesh.plan.PlanJson;
import mesh.plan.Shard;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mesh plan}: what apply would do. Writes nothing, neither on a host nor here. */
@Command(name = "plan", mixinStandardHelpOptions = true, description = {
        "Shows what apply would change; changes nothing, not even the lock.",
        "Reads every host over SSH, unless --base or --offline says what to compare with."})
final class PlanCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    /** What to compare with, where it is not the hosts. */
    static final class Comparison {
        @Option(names = "--base", paramLabel = "REF", description = "Compares with spec and lock of a git commit; contacts no host.")
        private Optional<String> base = Optional.empty();

        @Option(names = "--offline", description = "Compares with bare hosts; contacts no host.")
        private boolean offline;
    }

    @ArgGroup
    private Comparison comparison = new Comparison();

    @Option(names = "--detailed-exitcode", description = "Ends with 2 when there are changes.")
    private boolean detailedExitCode;

    @Option(names = "--out", paramLabel = "FILE", description = "Saves the plan for 'mesh show' and 'mesh apply'.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private HtmlFile html = new HtmlFile();

    @ArgGroup
    private PlanForm form = new PlanForm();

    @Option(names = "--shard", paramLabel = "I/N", description = "Only one shard of the hosts, such as 2/4. A host's name says in which one it is.")
    private Optional<Shard> shard = Optional.empty();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    PlanCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = mesh.console();
        Intent intent = mesh.intent();
        Planned planned = plan(intent);
        PlanDocument document = planned.document();
        console.out().print(form.write(document, console));
        out.ifPresent(file -> save(file, document));
        html.write(mesh, () -> PlanPage.of(document));
        LostLock.warning(intent, planned.readings(), mesh.workspace().lockName()).ifPresent(console::warn);
        if (intent.lockOutOfDate()) {
            console.note(mesh.workspace().lockName() + " is out of date; '" + mesh.hint("apply") + "' or '"
                    + mesh.hint("lock") + "' writes it.");
        }
        if (planned.ending() != ExitCode.OK) {
            return planned.ending().value();
        }
        return (detailedExitCode && document.hasChanges() ? ExitCode.CHANGES : ExitCode.OK).value();
    }

    private Planned plan(Intent intent) throws IOException, InterruptedException {
        Selection chosen = comparison.base.isPresent() || comparison.offline
                ? selection.of(intent, mesh.console())
                : selection.pushed(intent, mesh.console());
        Selection selected = shard.map(one -> chosen.in(one, intent.mesh(), intent.desired())).orElse(chosen);
        if (comparison.base.isPresent()) {
            String ref = comparison.base.get();
            Optional<Intent> base = Intent.at(mesh.workspace(), ref, intent)
                    .map(there -> there.on(mesh.setting().today()));
            DesiredMesh desired = base.map(before -> before.desiredBeside(intent)).orElse(intent.nothing());
            Plan plan = new PlanMaker().plan(intent, desired, selected, "base " + ref);
            return Planned.offline(mesh, intent, base
                    .map(before -> plan.withAccess(MeshAccess.changes(before.mesh(), intent.mesh()))).orElse(plan));
        }
        if (comparison.offline) {
            return Planned.offline(mesh, intent,
                    new PlanMaker().plan(intent, intent.nothing(), selected, "bare hosts"));
        }
        return Planned.live(mesh, connection, intent, selected);
    }

    private void save(Path file, PlanDocument document) {
        Workspace.save(mesh.setting().directory().resolve(file), PlanJson.write(document));
        mesh.console().note("Saved the plan to " + file + ". It is applied by '" + mesh.hint("apply " + file) + "'.");
    }
}
