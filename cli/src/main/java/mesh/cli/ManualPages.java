// SPDX-License-Identifier: Apache-2.0
package mesh.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

import mesh.cli.command.CommandTree;
import mesh.cli.manual.ManualPage;
import mesh.cli.manual.ManualPage.Section;
import mesh.cli.run.Setting;
import picocli.CommandLine;

/**
 * Writes the manual pages of all commands, for what is shipped: {@code dist/build} calls it. Those of {@code mesh} go to
 * {@code man1}; programs that run on hosts are named as classes, for this module knows none of them, and go to {@code man8}.
 */
public final class ManualPages {
    private ManualPages() {}

    /** Arguments: a directory that is there, the date of the pages as 2026-11-27, then classes of picocli commands. */
    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        Path directory = Path.of(arguments[0]);
        LocalDate date = LocalDate.parse(arguments[1]);
        write(directory, date, Rehearsal.setting(directory));
        for (String program : List.of(arguments).subList(2, arguments.length)) {
            write(directory, ManualPage.all(new CommandLine(Class.forName(program)), date, Section.SYSTEM),
                    Section.SYSTEM);
        }
    }

    static void write(Path directory, LocalDate date, Setting setting) throws IOException {
        var all = CommandTree.create(setting, (other, command) -> new MeshProgram(other).run(command), List.of());
        write(directory, ManualPage.all(all, date, Section.USER), Section.USER);
    }

    private static void write(Path directory, List<ManualPage> pages, Section section) throws IOException {
        Path own = Files.createDirectories(directory.resolve(section.directory()));
        for (ManualPage page : pages) {
            Files.writeString(own.resolve(page.fileName()), page.text());
        }
    }
}
