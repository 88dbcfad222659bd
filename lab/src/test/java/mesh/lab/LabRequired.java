// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips a test class, with the reasons, where no lab can run; with {@code LAB_REQUIRED=1} it fails instead. */
final class LabRequired implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        require(Lab.missing());
    }

    /** Goes on only with an empty list of reasons. */
    static void require(List<String> missing) {
        if (missing.isEmpty()) {
            return;
        }
        String reasons = "no lab here: " + String.join("; ", missing);
        if ("1".equals(System.getenv("LAB_REQUIRED"))) {
            Assertions.fail(reasons);
        }
        Assumptions.abort(reasons);
    }
}
