// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;

import mesh.apply.FleetReader;
import mesh.cli.flow.Intent;
import mesh.cli.flow.PulledReading;
import mesh.cli.flow.Selection;
import mesh.cli.flow.StatusReading;
import mesh.cli.page.StatusPage;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.cli.status.PartialStatus;
import mesh.cli.status.StatusDocument;
import mesh.cli.view.Json;
import mesh.cli.view.StatusTable;
import mesh.cli.watch.StatusWatch;
import mesh.model.Host;
import mesh.spec.SpecException;
import mesh.ssh.Transport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mesh status}: how the running interfaces are, pair by pair. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Shows handshakes, traffic and endpoints of every pair.")
final class StatusCommand implements Callable<Integer> {
    /** When hosts were read, for people. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'")
            .withZone(ZoneOffset.UTC);
    private static final int USUAL_SECONDS = 5;
    /** Of a watch: who looks at a screen wants to know soon. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST_SECONDS = 3600;

    private final MeshCommand mesh;

    @Option(names = "--json", description = "Prints one JSON document; with --watch one a line.")
    private boolean json;

    @Mixin
    private HtmlFile html = new HtmlFile();

    @Option(names = "--watch", description = "A screen that follows the mesh and says what changed; q ends it.")
    private boolean watch;

    @Option(names = "--interval", paramLabel = "N", description = "Seconds between two rounds of a watch. Default: 5.")
    private Optional<Integer> interval = Optional.empty();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Mixin
    private PulledOptions pulled = new PulledOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    StatusCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        refuseWhatCannotBeWatched();
        Intent intent = mesh.intent();
        PulledReading pulling = pulled.reading(intent, mesh.setting());
        List<Host> reporting = watch ? List.of() : pulling.reporting(selection.pulling(intent));
        Selection selected = selection.pushed(intent, mesh.console(), reporting);
        try (Transport transport = connection.open(mesh.setting(), mesh.workspace())) {
            return watch
                    ? watch(intent, new FleetReader(transport, connection.parallelism(), PATIENCE)).value()
                    : once(StatusReading.of(intent, selected, mesh.setting().today(), connection.reader(transport))
                            .withPulled(pulling.read(reporting))).value();
        }
    }

    private void refuseWhatCannotBeWatched() {
        if (interval.isPresent() && !watch) {
            throw usage("--interval is of use with --watch only", "");
        }
        if (watch && html.isWanted()) {
            throw usage("--html is one look at the mesh, --watch many; choose one", "");
        }
        if (watch && pulled.isGiven()) {
            throw usage("--watch follows hosts that are reached over SSH; those that pull report once a day", "");
        }
        int seconds = interval.orElse(USUAL_SECONDS);
        if (seconds < 1 || seconds > LONGEST_SECONDS) {
            throw usage("--interval is 1 to " + LONGEST_SECONDS + " seconds, not " + seconds, "");
        }
        if (watch && !json && !mesh.console().canDrawOut()) {
            throw usage("--watch draws on a terminal, and standard output is none that it can draw on",
                    "For another program, 'mesh status --watch --json' prints a document a line.");
        }
    }

    private static MeshException usage(String message, String advice) {
        return new MeshException(ExitCode.USAGE, message, advice);
    }

    private ExitCode once(StatusReading reading) {
        Console console = mesh.console();
        console.out().print(json
                ? Json.write(reading.status())
                : new StatusTable(console.outPalette()).draw(reading.status()));
        html.write(mesh, () -> StatusPage.of(reading.status(), TIME.format(mesh.setting().clock().instant())));
        return Endings.worse(Endings.ofReadings(reading.readings()), Endings.ofPulled(reading.status().pulled()));
    }

    private ExitCode watch(Intent first, FleetReader reader) throws InterruptedException {
        StatusWatch watched = new StatusWatch(begun -> round(reader, begun),
                Duration.ofSeconds(interval.orElse(USUAL_SECONDS)),
                mesh.setting().clock());
        return json ? watched.print(mesh.console()) : watched.show(mesh.console(), first.mesh().name().text());
    }

    /** Spec and lock are read anew: an apply that ran meanwhile has changed what is wanted. */
    private StatusDocument round(FleetReader reader, Consumer<Supplier<PartialStatus>> begun)
            throws InterruptedException {
        try {
            Intent intent = Intent.read(mesh.workspace(), mesh.setting().today());
            return StatusReading.of(intent, selection.pushed(intent), mesh.setting().today(), reader, begun)
                    .status();
        } catch (SpecException invalid) {
            throw MeshException.error("spec or lock is not valid; '" + mesh.hint("validate") + "' says why", "");
        } catch (UncheckedIOException unreadable) {
            throw MeshException.error(String.valueOf(unreadable.getMessage()), "");
        }
    }
}
