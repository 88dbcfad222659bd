// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.concurrent.Callable;

import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.view.DiffView;
import mesh.cli.workspace.Workspace;
import mesh.plan.UnifiedDiff;
import mesh.spec.SpecFormatter;
import mesh.spec.SpecSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mesh fmt}: one layout for specs. Comments and order stay. */
@Command(name = "fmt", mixinStandardHelpOptions = true, description = "Brings the spec into its one layout; comments, quotes and order stay.")
final class FmtCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    @Option(names = "--check", description = "Writes nothing; ends with 3 when the spec is not formatted.")
    private boolean check;

    @Option(names = "--diff", description = "Writes nothing; shows what would change.")
    private boolean diff;

    FmtCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() {
        Workspace workspace = mesh.workspace();
        Console console = mesh.console();
        SpecSource spec = workspace.readSpec();
        String formatted = SpecFormatter.format(spec);
        if (formatted.equals(spec.text())) {
            return ExitCode.OK.value();
        }
        if (diff) {
            String text = UnifiedDiff.of(workspace.specName(), spec.text(), formatted);
            console.out().print(new DiffView(console.outPalette()).draw(text, ""));
        }
        if (check) {
            console.note(workspace.specName() + " is not formatted; '" + mesh.hint("fmt") + "' does it.");
            return ExitCode.INVALID.value();
        }
        if (!diff) {
            Workspace.save(workspace.spec(), formatted);
            console.out().println("Formatted " + workspace.specName() + ".");
        }
        return ExitCode.OK.value();
    }
}
