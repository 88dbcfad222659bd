// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import mesh.cli.page.PlanPage;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.plan.PlanDocument;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mesh show}: a saved plan, as it was shown when it was made. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a plan that 'mesh plan --out' saved.")
final class ShowCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    @Parameters(paramLabel = "FILE", description = "The saved plan.")
    private Path file = Path.of("");

    @Mixin
    private HtmlFile html = new HtmlFile();

    @ArgGroup
    private PlanForm form = new PlanForm();

    ShowCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() {
        Console console = mesh.console();
        PlanDocument document = SavedPlan.read(mesh.setting().directory(), file).document();
        console.out().print(form.write(document, console));
        html.write(mesh, () -> PlanPage.of(document));
        return ExitCode.OK.value();
    }
}
