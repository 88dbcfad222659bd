// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every step of a change, and something that goes wrong at it. */
class FaultMatrixTest {
    private static final List<String> STEPS = List.of("leased", "compared", "staged", "verified", "kept", "armed",
            "switched", "running", "through", "persisted");

    @TempDir
    Path folder;

    @Test
    void noFaultAtAnyStepLeavesAHostWithoutAWorkingConfiguration() throws Exception {
        new FaultMatrix("fault matrix", STEPS, STEPS).run(folder, FaultMatrix.KINDS,
                (place, kind) -> FaultLane.start(place, kind.name(), kind.subject()));
    }
}
