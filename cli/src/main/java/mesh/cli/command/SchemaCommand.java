// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.concurrent.Callable;

import mesh.cli.explain.ExplainDocument;
import mesh.cli.report.JsonProblems;
import mesh.cli.run.ExitCode;
import mesh.cli.status.StatusDocument;
import mesh.cli.view.JsonShape;
import mesh.drift.DriftDocument;
import mesh.plan.PlanDocument;
import mesh.spec.SpecSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mesh schema}: what editors need to complete and check a spec, and programs to read what {@code --json} prints. */
@Command(name = "schema", mixinStandardHelpOptions = true, description = "Prints a JSON Schema (draft-07): of specs, for editors, or of what a command prints with --json.")
final class SchemaCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    /** What there is a schema of; a constant is what people type. */
    enum Document {
        SPEC, PLAN, VALIDATE, STATUS, EXPLAIN, DRIFT, LOG;

        String schema() {
            return switch (this) {
                case SPEC -> SpecSchema.json();
                case PLAN -> shape("mesh plan --json", PlanDocument.FORMAT_VERSION, PlanDocument.class);
                case VALIDATE -> JsonProblems.schema();
                case STATUS -> shape("mesh status --json", StatusDocument.FORMAT, StatusDocument.class);
                case EXPLAIN -> shape("mesh explain --json", ExplainDocument.FORMAT, ExplainDocument.class);
                case DRIFT -> shape("mesh drift --json", DriftDocument.FORMAT_VERSION, DriftDocument.class);
                case LOG -> shape("mesh log --json", LogCommand.FORMAT, LogCommand.Document.class);
            };
        }

        private static String shape(String title, String version, Class<? extends Record> document) {
            return JsonShape.schema(title, version, document);
        }
    }

    @Parameters(arity = "0..1", paramLabel = "WHAT", defaultValue = "spec", description = "spec, plan, validate, status, explain, drift or log. Default: ${DEFAULT-VALUE}.")
    private Document what = Document.SPEC;

    SchemaCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() {
        mesh.console().out().print(what.schema());
        return ExitCode.OK.value();
    }
}
