// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

import mesh.cli.explain.ExplainBuilder;
import mesh.cli.explain.ExplainDocument;
import mesh.cli.flow.Intent;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.cli.view.ExplainView;
import mesh.cli.view.Json;
import mesh.model.Mesh;
import mesh.name.NodeName;
import mesh.spec.Spelling;
import mesh.ssh.Transport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mesh explain}: how two nodes reach each other, and why that way. */
@Command(name = "explain", mixinStandardHelpOptions = true, description = "Shows how two nodes reach each other, and why: path, endpoints, keepalive, allowed IPs, MTU, and what would make it direct.")
final class ExplainCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    @Parameters(index = "0", paramLabel = "NODE", description = "A host, device or external peer.")
    private NodeName one = new NodeName("one");

    @Parameters(index = "1", paramLabel = "OTHER", description = "Another one.")
    private NodeName other = new NodeName("other");

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Option(names = "--live", description = "Asks the hosts on the way too: handshakes, traffic, a ping.")
    private boolean live;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    ExplainCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Intent intent = mesh.intent();
        check(intent.mesh(), one);
        check(intent.mesh(), other);
        if (one.equals(other)) {
            throw new MeshException(ExitCode.USAGE, "both are " + one, "Name two nodes.");
        }
        ExplainDocument found = new ExplainBuilder(intent.mesh(), intent.lock(), intent.desired()).explain(one, other);
        if (!live || found.ends().isEmpty()) {
            print(found);
            return ExitCode.OK.value();
        }
        LiveWay.Asked asked;
        try (Transport transport = connection.open(mesh.setting(), mesh.workspace())) {
            asked = new LiveWay(intent, found).ask(transport, connection);
        }
        print(asked.document());
        return Endings.ofReadings(asked.readings()).value();
    }

    private void print(ExplainDocument found) {
        Console console = mesh.console();
        console.out().print(json
                ? Json.write(found)
                : new ExplainView(console.outPalette(), console.columns()).draw(found));
    }

    private static void check(Mesh mesh, NodeName name) {
        List<String> known = mesh.nodes().map(node -> node.name().text()).sorted().toList();
        if (!known.contains(name.text())) {
            throw new MeshException(ExitCode.USAGE, "the mesh has no node '" + name + "'",
                    Spelling.nearest(name.text(), known).map(near -> "Did you mean: " + near + "?")
                            .orElse("It has: " + String.join(", ", known) + "."));
        }
    }
}
