// SPDX-License-Identifier: Apache-2.0
package mesh.cli.watch;

import java.util.List;

import mesh.cli.watch.KeyWords.Word;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeyWordsTest {
    private static List<Word> typed(String text) {
        KeyWords keys = new KeyWords();
        return text.chars().mapToObj(octet -> keys.heard((char) octet)).filter(word -> word != Word.NONE).toList();
    }

    @Test
    void knowsLettersArrowsAndPageKeys() {
        assertThat(typed("j\u001b[A\u001bOB\u001b[6~G\u001b[5~r ")).containsExactly(Word.DOWN, Word.UP, Word.DOWN,
                Word.PAGE_DOWN, Word.BOTTOM, Word.PAGE_UP, Word.READ, Word.PAGE_DOWN);
    }

    @Test
    void aKeyThatItDoesNotKnowSwallowsNoOther() {
        assertThat(typed("x\u001b[Zq")).containsExactly(Word.QUIT);
        assertThat(typed("\u001b[15~q")).as("F5").endsWith(Word.QUIT);
    }
}
