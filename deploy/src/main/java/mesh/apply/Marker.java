// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.util.HexFormat;

import mesh.key.KeySource;

/** A word before each section of what a host prints. */
final class Marker {
    private Marker() {}

    /** No file on a host can hold it, so none can pretend to be a section. */
    static String of(KeySource random) {
        return "@" + HexFormat.of().formatHex(random.random32());
    }
}
