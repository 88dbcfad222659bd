// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.util.List;

import mesh.cli.graph.MeshGraph.Way;

/**
 * All pairs between two groups of nodes.
 *
 * @param pairs that can meet
 * @param forward of these, how many begin with a call of the first group
 * @param backward of these, how many begin with a call of the second group
 * @param missing pairs that cannot meet
 */
record Bundle(int pairs, int forward, int backward, int missing) {

    static Bundle of(MeshGraph graph, List<Integer> first, List<Integer> second) {
        int pairs = 0;
        int forward = 0;
        int backward = 0;
        int missing = 0;
        for (int one : first) {
            for (int other : second) {
                if (one != other) {
                    missing += graph.way(one, other) == Way.NONE ? 1 : 0;
                    pairs += graph.isLinked(one, other) ? 1 : 0;
                    forward += graph.way(one, other).isCall() ? 1 : 0;
                    backward += graph.way(other, one).isCall() ? 1 : 0;
                }
            }
        }
        return new Bundle(pairs, forward, backward, missing);
    }

    /** Whether each group calls the other, or one of them must. */
    String kind() {
        return forward > 0 && backward > 0 ? "both" : "one";
    }

    /** For people who point at the line. */
    String text() {
        String calls = kind().equals("both") ? "each side can call" : "one side calls, the other answers";
        return pairs + (pairs == 1 ? " pair, " : " pairs, ") + calls
                + (missing > 0 ? "; " + missing + " without a path" : "");
    }
}
