// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.concurrent.Callable;

import mesh.cli.run.ExitCode;
import mesh.spec.SpecSchema;
import picocli.CommandLine.Command;

/** {@code mesh schema}: what editors need to complete and check a spec. */
@Command(name = "schema", mixinStandardHelpOptions = true, description = "Prints the JSON Schema (draft-07) of specs, for editors.")
final class SchemaCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    SchemaCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() {
        mesh.console().out().print(SpecSchema.json());
        return ExitCode.OK.value();
    }
}
