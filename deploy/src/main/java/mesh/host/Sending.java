// SPDX-License-Identifier: Apache-2.0
package mesh.host;

/** How much of a host's files goes along with a program. */
public enum Sending {
    /** What the host has is taken from there, and changed by edits. */
    DELTAS,
    /** All of every file that is staged. */
    WHOLE;

    private static final String REQUEST = "send-whole";

    /** True where a program, which was refused, could make something else of a host's files than was wanted. */
    public static boolean isWholeWanted(ProgramReport report) {
        return report.ending() == Ending.REFUSED && report.values().contains(REQUEST);
    }
}
