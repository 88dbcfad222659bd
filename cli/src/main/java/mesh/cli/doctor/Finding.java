// SPDX-License-Identifier: Apache-2.0
package mesh.cli.doctor;

/**
 * One thing that was looked at.
 *
 * @param level how it is
 * @param what it is about, in a word or two
 * @param text one line for people
 * @param advice what to do; empty where there is nothing to
 */
public record Finding(Level level, String what, String text, String advice) {

    /** How a thing is. */
    public enum Level {
        /** As it should be. */
        GOOD,
        /** It works, and could be better. */
        FAIR,
        /** Something does not work because of it. */
        BAD
    }

    static Finding good(String what, String text) {
        return new Finding(Level.GOOD, what, text, "");
    }

    static Finding fair(String what, String text, String advice) {
        return new Finding(Level.FAIR, what, text, advice);
    }

    static Finding bad(String what, String text, String advice) {
        return new Finding(Level.BAD, what, text, advice);
    }
}
