// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every step of a host's way out of the mesh, and something that goes wrong at it. */
class RemovalFaultTest {
    private static final List<String> STEPS = List.of("leased", "compared", "staged", "kept", "armed", "down",
            "removed", "through", "persisted");
    /** The others are those of a change, and run the same lines. */
    private static final List<String> OWN = List.of("armed", "down", "removed", "through", "persisted");

    @TempDir
    Path folder;

    @Test
    void aHostThatLeavesIsWholeOrGoneWhateverGoesWrong() throws Exception {
        new FaultMatrix("fault matrix of removal", STEPS, OWN).run(folder,
                FaultMatrix.everything() ? FaultMatrix.KINDS : FaultMatrix.KINDS.subList(0, 2),
                (place, kind) -> RemovalLane.start(place, kind.name(), kind.subject()));
    }
}
