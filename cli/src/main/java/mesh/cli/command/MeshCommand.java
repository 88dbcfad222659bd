// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import mesh.cli.flow.Intent;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.Setting;
import mesh.cli.view.Words;
import mesh.cli.workspace.Workspace;
import mesh.desired.DeviceNotices;
import mesh.desired.DeviceNotices.DeviceNotice;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code mesh} itself: the options that every command takes, and help when no command is named. */
@Command(name = "mesh", mixinStandardHelpOptions = true, versionProvider = VersionCommand.Text.class, synopsisSubcommandLabel = "COMMAND", commandListHeading = "%nCommands:%n", optionListHeading = "%nOptions:%n", exitCodeListHeading = "%nExit codes:%n", description = "WireGuard meshes from one file: see the change as a plan, apply it over SSH.", footer = {
        "", "Start with 'mesh init', then 'mesh plan'. Try it all on this machine with 'mesh demo'."})
final class MeshCommand implements Callable<Integer> {
    private final Setting setting;

    @Option(names = {"-f",
            "--file"}, paramLabel = "FILE", defaultValue = "mesh.yaml", scope = ScopeType.INHERIT, description = "The spec; lock, known_hosts and keys are beside it. Default: ${DEFAULT-VALUE}.")
    private String file = "mesh.yaml";

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colour, whatever the environment says.")
    private boolean noColour;

    private Optional<CommandLine> tree = Optional.empty();

    MeshCommand(Setting setting) {
        this.setting = setting;
    }

    /** The whole tree, for help and completion. Only there where arguments were parsed. */
    CommandLine tree() {
        return tree.orElseThrow();
    }

    /** Called once, by who made the tree of this. */
    void isRootOf(CommandLine whole) {
        tree = Optional.of(whole);
    }

    Setting setting() {
        return setting;
    }

    Console console() {
        if (noColour) {
            setting.console().withoutColour();
        }
        return setting.console();
    }

    Workspace workspace() {
        return Workspace.of(setting.directory(), file);
    }

    /** What the user's files ask for; that there are warnings is said in a line. */
    Intent intent() {
        Intent intent = Intent.read(workspace(), setting.today());
        Console console = console();
        if (!intent.warnings().isEmpty()) {
            console.note(Words.count(intent.warnings().size(), "warning") + " about " + file + "; '" + hint("validate")
                    + "' shows " + (intent.warnings().size() == 1 ? "it." : "them."));
        }
        notices(intent).forEach(notice -> tell(console, notice));
        return intent;
    }

    /** What there is to know of devices. */
    List<DeviceNotice> notices(Intent intent) {
        return DeviceNotices.of(intent.mesh(), intent.lock(), setting.today());
    }

    /** One line about a device. */
    static void tell(Console console, DeviceNotice notice) {
        if (notice.warning()) {
            console.warn(notice.text());
        } else {
            console.note(notice.text());
        }
    }

    /** The command line as far as it matters for a hint such as {@code mesh apply -f site.yaml}. */
    String hint(String command) {
        return file.equals("mesh.yaml") ? "mesh " + command : "mesh " + command + " -f " + file;
    }

    @Override
    public Integer call() {
        tree().usage(console().err());
        return ExitCode.USAGE.value();
    }
}
