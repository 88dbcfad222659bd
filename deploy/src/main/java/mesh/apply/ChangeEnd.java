// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.util.List;

/**
 * How a changing program ended, as far as its own connection told.
 *
 * @param lost why that is not known; empty where the program said that it was through
 * @param told what it had to say besides
 */
record ChangeEnd(String lost, List<String> told) {
    ChangeEnd {
        told = List.copyOf(told);
    }

    static ChangeEnd through(List<String> told) {
        return new ChangeEnd("", told);
    }

    static ChangeEnd lost(String why) {
        return new ChangeEnd(why, List.of());
    }

    boolean isThrough() {
        return lost.isEmpty();
    }
}
