// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

import mesh.cli.flow.Selection;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.name.NodeName;
import mesh.plan.PlanDocument;
import mesh.plan.PlanDocument.Host;
import mesh.plan.PlanFormatException;
import mesh.plan.PlanJson;

/**
 * A plan that was saved to be applied later.
 *
 * @param name of the file, for messages
 * @param document what it holds
 */
record SavedPlan(String name, PlanDocument document) {
    /** @throws MeshException if it is not a plan that this program reads */
    static SavedPlan read(Path directory, Path file) {
        if (Files.isDirectory(directory.resolve(file))) {
            throw MeshException.error(file + ": is a directory, not a saved plan",
                    "'mesh plan --out FILE' saves one.");
        }
        try {
            return new SavedPlan(file.toString(), PlanJson.read(Files.readString(directory.resolve(file))));
        } catch (PlanFormatException | CharacterCodingException e) {
            throw MeshException.error(file + ": " + e.getMessage(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The hosts it is about. */
    Selection selection() {
        return new Selection(false,
                document.hosts().stream().map(host -> new NodeName(host.name())).collect(Collectors.toSet()));
    }

    /** @throws MeshException with exit code 7 unless {@code fresh} is the very same plan */
    void refuseUnlessEqual(PlanDocument fresh) {
        if (PlanJson.write(document).equals(PlanJson.write(fresh))) {
            return;
        }
        if (!document.basis().equals(fresh.basis())) {
            throw new MeshException(ExitCode.STALE,
                    "the saved plan " + name + " was compared with " + document.basis() + ", not with the hosts",
                    "Nothing was written. Save a plan without --base and --offline to apply it.");
        }
        List<String> moved = moved(fresh);
        throw new MeshException(ExitCode.STALE, "the saved plan " + name + " is out of date"
                + (moved.isEmpty() ? "" : ": " + String.join(", ", moved) + " changed since it was made"),
                "Nothing was written. Plan again, and apply the new plan.");
    }

    /** Names of hosts whose part of the plan is another one. */
    private List<String> moved(PlanDocument fresh) {
        TreeSet<String> names = new TreeSet<>();
        document.hosts().stream().filter(host -> !fresh.hosts().contains(host)).map(Host::name).forEach(names::add);
        fresh.hosts().stream().filter(host -> !document.hosts().contains(host)).map(Host::name).forEach(names::add);
        return List.copyOf(names);
    }
}
