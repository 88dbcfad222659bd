// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import mesh.cli.flow.Intent;
import mesh.cli.graph.GraphText;
import mesh.cli.graph.MeshGraph;
import mesh.cli.run.ExitCode;
import mesh.cli.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mesh graph}: a picture of the mesh that spec and lock describe. */
@Command(name = "graph", mixinStandardHelpOptions = true, description = {
        "Draws the mesh: sites, hosts behind NAT, networks, and who can call whom or may reach whom.",
        "Contacts no host. The page needs nothing but a browser."})
final class GraphCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "html", description = "html (default), svg, dot or mermaid.")
    private GraphText format = GraphText.HTML;

    @Option(names = "--layer", paramLabel = "LAYER", defaultValue = "paths", description = {
            "paths (default): who can call whom; policy: who may reach whom.",
            "The page has both and opens with this one."})
    private GraphText.Layer layer = GraphText.Layer.PATHS;

    @Option(names = {"-o", "--out"}, paramLabel = "FILE", description = "Where to write. Default: standard output.")
    private Optional<Path> out = Optional.empty();

    GraphCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() {
        Intent intent = mesh.intent();
        String text = format.draw(MeshGraph.of(intent.mesh(), intent.policy(), intent.desired()), layer);
        if (out.isPresent()) {
            Workspace.save(mesh.setting().directory().resolve(out.get()), text);
            mesh.console().out().println("Wrote " + out.get() + ".");
        } else {
            mesh.console().out().print(text);
        }
        return ExitCode.OK.value();
    }
}
