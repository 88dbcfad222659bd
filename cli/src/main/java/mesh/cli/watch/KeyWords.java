// SPDX-License-Identifier: Apache-2.0
package mesh.cli.watch;

import java.util.Map;

/** Bytes of a keyboard as what they ask for; arrows and page keys send several. Used by one thread. */
final class KeyWords {
    private static final char ESCAPE = 0x1b;
    private static final int LONGEST = 4;
    private static final Map<String, Word> WORDS = Map.ofEntries(Map.entry("q", Word.QUIT),
            Map.entry("Q", Word.QUIT), Map.entry("r", Word.READ), Map.entry("k", Word.UP), Map.entry("j", Word.DOWN),
            Map.entry(" ", Word.PAGE_DOWN), Map.entry("b", Word.PAGE_UP), Map.entry("g", Word.TOP),
            Map.entry("G", Word.BOTTOM), Map.entry("\u001b[A", Word.UP), Map.entry("\u001b[B", Word.DOWN),
            Map.entry("\u001bOA", Word.UP), Map.entry("\u001bOB", Word.DOWN), Map.entry("\u001b[5~", Word.PAGE_UP),
            Map.entry("\u001b[6~", Word.PAGE_DOWN), Map.entry("\u001b[H", Word.TOP), Map.entry("\u001b[F", Word.BOTTOM),
            Map.entry("\u001b[1~", Word.TOP), Map.entry("\u001b[4~", Word.BOTTOM));

    private String begun = "";

    enum Word {
        QUIT, READ, UP, DOWN, PAGE_UP, PAGE_DOWN, TOP, BOTTOM, NONE
    }

    /** @return {@link Word#NONE} also in the middle of a key that sends several bytes */
    Word heard(char octet) {
        begun = octet == ESCAPE ? "" + octet : begun + octet;
        Word word = WORDS.getOrDefault(begun, Word.NONE);
        boolean goesOn = word == Word.NONE && begun.charAt(0) == ESCAPE && begun.length() < LONGEST
                && (begun.length() < 3 || Character.isDigit(octet));
        begun = goesOn ? begun : "";
        return word;
    }
}
