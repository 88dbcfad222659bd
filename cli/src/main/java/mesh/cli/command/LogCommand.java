// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

import mesh.apply.HostLogs;
import mesh.cli.flow.Intent;
import mesh.cli.flow.Selection;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.cli.view.Json;
import mesh.cli.view.LogTable;
import mesh.live.LogEntry;
import mesh.lock.Reach;
import mesh.name.NodeName;
import mesh.ssh.Transport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mesh log}: what was applied to a host, by whom and when, as the host itself has noted. */
@Command(name = "log", mixinStandardHelpOptions = true, description = "Shows what was applied to a host, removed or rolled back, newest first.")
final class LogCommand implements Callable<Integer> {
    /** The version of what {@code --json} prints. */
    static final String FORMAT = "1.0";

    private final MeshCommand mesh;

    @Parameters(paramLabel = "HOST", description = "A host of the spec, or one that left and is still configured.")
    private NodeName host = new NodeName("host");

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Option(names = "-n", paramLabel = "N", defaultValue = "20", description = "Entries at the most. Default: ${DEFAULT-VALUE}.")
    private int count = 20;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    LogCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    /** What {@code --json} prints. */
    record Document(String format, String mesh, String host, List<LogEntry> entries) {}

    @Override
    public Integer call() throws IOException {
        Intent intent = mesh.intent();
        Reach reach = reach(intent);
        HostLogs.Answer answer;
        try (Transport transport = connection.open(mesh.setting(), mesh.workspace())) {
            answer = new HostLogs(transport).read(reach, Math.max(1, count));
        }
        switch (answer) {
            case HostLogs.Answer.Failed failed -> throw new MeshException(
                    failed.refused() ? ExitCode.REFUSED : ExitCode.PARTIAL, host + ": " + failed.reason(), "");
            case HostLogs.Answer.Read read -> print(intent, read.entries().reversed());
        }
        return ExitCode.OK.value();
    }

    private Reach reach(Intent intent) {
        Selection.of(intent.mesh(), intent.desired(), List.of(host), List.of());
        return intent.desired().reach(host).orElseThrow();
    }

    private void print(Intent intent, List<LogEntry> entries) {
        Console console = mesh.console();
        if (json) {
            console.out().print(Json.write(new Document(FORMAT, intent.mesh().name().text(), host.text(), entries)));
        } else if (entries.isEmpty()) {
            console.note(host + " has no log: nothing was applied there yet.");
        } else {
            console.out().print(new LogTable(console.outPalette(), console.columns()).draw(entries));
        }
    }
}
