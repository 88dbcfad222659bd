// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import mesh.cli.agent.BundledAgent;
import mesh.cli.flow.Intent;
import mesh.cli.flow.Selection;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.cli.view.Words;
import mesh.cli.workspace.RenderTree;
import mesh.desired.DesiredHost;
import mesh.model.Format;
import mesh.render.Renderers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mesh render}: every host's files into a directory, without contacting any host. */
@Command(name = "render", mixinStandardHelpOptions = true, description = {
        "Writes every host's files to DIR/HOST/PATH; contacts no host.",
        "Key files are named in them and not written: secrets are put in on the way to the host."})
final class RenderCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where to write; made if missing.")
    private Path out = Path.of("");

    @Option(names = "--format", paramLabel = "FORMAT", description = "hostname.if, wg-quick or systemd-networkd, for all hosts. Default: each host's own.")
    private Optional<Format> format = Optional.empty();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    RenderCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() {
        Intent intent = mesh.intent();
        Selection selected = selection.of(intent, mesh.console());
        refuseUnknownKeys(intent.desired().hosts());
        Renderers renderers = new Renderers(BundledAgent::bundled);
        RenderTree tree = new RenderTree(mesh.setting().directory().resolve(out));
        List<Integer> files = intent.desired().eachHost().filter(host -> selected.includes(host.name()))
                .map(host -> tree.write(renderers.forFormat(format.orElse(host.reach().format())).render(host)))
                .toList();
        Console console = mesh.console();
        console.out()
                .println("Wrote " + Words.count(files.stream().mapToInt(each -> each).sum(), "file") + " of "
                        + Words.count(files.size(), "host") + " to "
                        + out + ".");
        return ExitCode.OK.value();
    }

    private void refuseUnknownKeys(List<DesiredHost> hosts) {
        List<String> unknown = hosts.stream().filter(host -> host.iface().publicKey().isEmpty())
                .map(host -> host.name().text()).toList();
        if (!unknown.isEmpty()) {
            throw MeshException.error("the keys of " + String.join(", ", unknown) + " are not known yet",
                    "They are made on the hosts, by '" + mesh.hint("apply") + "' or '" + mesh.hint("bootstrap HOST")
                            + "'.");
        }
    }
}
