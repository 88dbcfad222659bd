// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.Optional;

import mesh.cli.report.PlanFormat;
import mesh.cli.run.Console;
import mesh.cli.view.HumanPlanView;
import mesh.plan.PlanDocument;
import picocli.CommandLine.Option;

/** How a plan is printed: for people unless another form is asked for. */
final class PlanForm {
    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    @Option(names = "--format", paramLabel = "FORMAT", description = {"Prints the plan for another program:",
            "json, markdown (a comment for a pull request) or",
            "counts (lines name=number)."})
    private Optional<PlanFormat> format = Optional.empty();

    String write(PlanDocument plan, Console console) {
        return (json ? Optional.of(PlanFormat.JSON) : format).map(form -> form.write(plan))
                .orElseGet(() -> new HumanPlanView(console.outPalette(), console.columns()).draw(plan));
    }
}
