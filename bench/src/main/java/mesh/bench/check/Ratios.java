// SPDX-License-Identifier: Apache-2.0
package mesh.bench.check;

import java.io.IOException;
import java.util.SequencedMap;

/** Ratios that are measured together. */
public interface Ratios {
    /** Ours to the floor's, by name; lower is better. Both are measured in turns, for some rounds. */
    SequencedMap<String, Double> measure() throws IOException, InterruptedException;
}
