// SPDX-License-Identifier: Apache-2.0
package mesh.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

import mesh.cli.command.CommandTree;
import mesh.cli.manual.ManualPage;
import mesh.cli.run.Setting;

/** Writes the manual pages of all commands, for what is shipped: {@code dist/build} calls it. */
public final class ManualPages {
    private ManualPages() {}

    /** Arguments: a directory that is there, the date of the pages as 2026-11-27. */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), LocalDate.parse(arguments[1]), Rehearsal.setting(Path.of(arguments[0])));
    }

    static void write(Path directory, LocalDate date, Setting setting) throws IOException {
        var all = CommandTree.create(setting, (other, command) -> new MeshProgram(other).run(command), List.of());
        for (ManualPage page : ManualPage.all(all, date)) {
            Files.writeString(directory.resolve(page.fileName()), page.text());
        }
    }
}
