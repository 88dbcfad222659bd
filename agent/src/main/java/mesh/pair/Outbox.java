// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.util.ArrayList;
import java.util.List;

/** What is to be done, in order. */
final class Outbox {
    private List<PairAction> actions = new ArrayList<>();

    void add(PairAction action) {
        actions.add(action);
    }

    /** All of it; the box is empty then. */
    List<PairAction> drain() {
        List<PairAction> drained = actions;
        actions = new ArrayList<>();
        return drained;
    }
}
