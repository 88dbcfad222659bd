// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something in a lab by asking again and again; never for a time alone. */
public final class LabWait {

    private static final Duration USUAL = Duration.ofSeconds(30);

    private LabWait() {}

    /** @throws LabException when it does not come true within half a minute */
    public static void until(String what, BooleanSupplier condition) {
        until(what, USUAL, condition);
    }

    /** @throws LabException when it does not come true in time */
    public static void until(String what, Duration limit, BooleanSupplier condition) {
        Keeper.await(what, limit, condition);
    }
}
