// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import mesh.cli.flow.Intent;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.report.ProblemFormat;
import mesh.cli.view.ProblemView;
import mesh.cli.view.Words;
import mesh.desired.DeviceNotices.DeviceNotice;
import mesh.model.Mesh;
import mesh.spec.Problem;
import mesh.spec.SourcePosition;
import mesh.spec.SpecException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mesh validate}: is the spec good, and does the lock go with it? Reads files only. */
@Command(name = "validate", mixinStandardHelpOptions = true, description = "Checks spec and lock; contacts no host, writes nothing.")
final class ValidateCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    /** How the problems are told, where it is not to people. */
    static final class Form {
        @Option(names = "--json", description = "The same as --format json.")
        private boolean json;

        @Option(names = "--format", paramLabel = "FORMAT", description = {
                "Prints all problems for another program:",
                "json, github (annotations), gitlab (code quality), sarif or junit."})
        private Optional<ProblemFormat> format = Optional.empty();

        Optional<ProblemFormat> chosen() {
            return json ? Optional.of(ProblemFormat.JSON) : format;
        }
    }

    @ArgGroup
    private Form form = new Form();

    ValidateCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() {
        Console console = mesh.console();
        try {
            Intent intent = Intent.read(mesh.workspace(), mesh.setting().today());
            form.chosen().ifPresentOrElse(format -> console.out().print(format.write(problems(intent))),
                    () -> report(intent, console));
            return ExitCode.OK.value();
        } catch (SpecException invalid) {
            console.out().print(form.chosen().orElseThrow(() -> invalid).write(invalid.problems()));
            return ExitCode.INVALID.value();
        }
    }

    private void report(Intent intent, Console console) {
        if (!intent.warnings().isEmpty()) {
            console.err().print(new ProblemView(console.errPalette()).draw(intent.warnings()));
        }
        mesh.notices(intent).forEach(notice -> MeshCommand.tell(console, notice));
        console.out().println(mesh.workspace().specName() + " is valid: " + contents(intent.mesh()) + ".");
        if (intent.lockOutOfDate()) {
            console.note(mesh.workspace().lockName() + " is out of date; '" + mesh.hint("lock") + "' writes it.");
        }
    }

    /** Warnings about the spec, and what the day makes of its devices. */
    private List<Problem> problems(Intent intent) {
        Stream<Problem> ofDevices = mesh.notices(intent).stream().filter(DeviceNotice::warning)
                .map(notice -> new Problem(notice.kind(), Problem.Severity.WARNING, mesh.workspace().specName(),
                        SourcePosition.START, "devices." + notice.device() + ".expires", notice.text(),
                        "change 'expires', or delete the device", ""));
        return Stream.concat(intent.warnings().stream(), ofDevices).toList();
    }

    /** {@code mesh homelab with 3 hosts, 1 device}. */
    private static String contents(Mesh mesh) {
        StringBuilder text = new StringBuilder("mesh " + mesh.name() + " with ")
                .append(Words.count(mesh.hosts().size(), "host"));
        for (Kind kind : List.of(new Kind(mesh.devices().size(), "device"),
                new Kind(mesh.externals().size(), "external"))) {
            text.append(kind.number == 0 ? "" : ", " + Words.count(kind.number, kind.noun));
        }
        return text.toString();
    }

    private record Kind(int number, String noun) {}
}
