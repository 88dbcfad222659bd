// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import mesh.cli.flow.Intent;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.cli.view.Json;
import mesh.cli.view.Words;
import mesh.cli.workspace.Workspace;
import mesh.desired.NameTable;
import mesh.export.NamesFormat;
import mesh.export.NamesRenderer;
import mesh.export.Zone;
import mesh.net.IpAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mesh names}: the names of all nodes, as other programs read them. Contacts no host. */
@Command(name = "names", mixinStandardHelpOptions = true, description = "Prints the names of all nodes for hosts files and DNS servers; contacts no host.")
final class NamesCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    @Option(names = "--format", paramLabel = "FORMAT", description = "hosts, zone, unbound, unwind or json. Default: hosts.")
    private NamesFormat format = NamesFormat.HOSTS;

    @Option(names = "--out", paramLabel = "DIR", description = "With zone: writes a file for each zone instead of printing them.")
    private Optional<Path> out = Optional.empty();

    NamesCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    /** What {@code --format json} prints. */
    private record Document(String format, String mesh, Optional<String> domain, List<Node> nodes,
            List<String> resolvers) {
        private record Node(String name, String fullName, List<String> addresses) {}

        private static Document of(NameTable table) {
            return new Document("1.0", table.mesh().text(), table.domain().map(Object::toString),
                    table.entries().stream().map(entry -> new Node(entry.name().text(), table.fullName(entry.name()),
                            entry.addresses().stream().map(IpAddress::toString).toList())).toList(),
                    table.resolvers().stream().map(IpAddress::toString).toList());
        }
    }

    @Override
    public Integer call() {
        Intent intent = mesh.intent();
        Console console = mesh.console();
        NameTable table = NameTable.of(intent.mesh(), intent.lock());
        NamesRenderer renderer = new NamesRenderer();
        if (table.domain().isEmpty() && format != NamesFormat.HOSTS && format != NamesFormat.JSON) {
            throw MeshException.error("the mesh has no domain, and " + format.text() + " needs one",
                    "Add 'domain: home.mesh' under 'network'.");
        }
        switch (format) {
            case HOSTS -> console.out().print(renderer.hosts(table));
            case UNBOUND -> console.out().print(renderer.unbound(table));
            case UNWIND -> console.out().print(unwind(table, renderer));
            case JSON -> console.out().print(Json.write(Document.of(table)));
            case ZONE -> zones(table, renderer, console);
        }
        return ExitCode.OK.value();
    }

    private static String unwind(NameTable table, NamesRenderer renderer) {
        if (table.resolvers().isEmpty()) {
            throw MeshException.error("unwind knows no names by itself, and nobody is named whom it could ask",
                    "Name a DNS server in the spec, 'names: {resolver: HOST}', and give it 'mesh names --format unbound'.");
        }
        return renderer.unwind(table);
    }

    private void zones(NameTable table, NamesRenderer renderer, Console console) {
        List<Zone> zones = renderer.zones(table);
        if (out.isEmpty()) {
            zones.forEach(zone -> console.out().print(renderer.text(zone)));
            return;
        }
        Path directory = mesh.setting().directory().resolve(out.get());
        zones.forEach(zone -> Workspace.save(directory.resolve(zone.origin() + ".zone"), renderer.text(zone)));
        console.out().println("Wrote " + Words.count(zones.size(), "zone") + " to " + out.get() + ".");
    }
}
