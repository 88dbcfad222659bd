// SPDX-License-Identifier: Apache-2.0
package mesh.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import mesh.cli.run.MeshException;
import mesh.cli.workspace.RenderTree;

/** What can be shown without hosts: the plan and the files of the same three hosts. */
final class OfflineTour {
    private final Narrator narrator;
    private final Path example;

    /** @param example a directory with {@code mesh.yaml} and {@code mesh.lock} */
    OfflineTour(Narrator narrator, Path example) {
        this.narrator = narrator;
        this.example = example;
    }

    void run(List<String> missing) throws IOException {
        narrator.say("The full demonstration makes three hosts on this machine. It cannot run here:");
        missing.forEach(reason -> narrator.show("#   " + reason));
        narrator.show("# So here is the same mesh without hosts.");
        for (String file : List.of("mesh.yaml", "mesh.lock")) {
            if (!Files.exists(example.resolve(file))) {
                throw MeshException.error(example.resolve(file) + ": no such file", "Run mesh from its source tree.");
            }
            Files.copy(example.resolve(file), narrator.directory().resolve(file));
        }
        narrator.showCommand("cat mesh.yaml");
        narrator.show(Files.readString(narrator.directory().resolve("mesh.yaml")).stripTrailing());
        narrator.say("What would change on hosts that have nothing yet?");
        narrator.mesh("plan", "--offline");
        narrator.say("The files that the hosts would get:");
        narrator.mesh("render", "--out", "out");
        for (Path file : RenderTree.files(narrator.directory().resolve("out"))) {
            narrator.showCommand("cat out/" + file);
            narrator.show(Files.readString(narrator.directory().resolve("out").resolve(file)).stripTrailing());
        }
    }
}
