// SPDX-License-Identifier: Apache-2.0
package mesh.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MdocTest {
    @Test
    void textThatLooksLikeAMacroIsText() {
        assertThat(new Mdoc().line(".Op is a word").line("'so is this").line("a\\b")).hasToString("""
                \\&.Op is a word
                \\&'so is this
                a\\eb
                """);
    }

    @Test
    void eachSentenceIsALineAndAnEmptyOneIsNone() {
        assertThat(new Mdoc().line("One. Two: still two, 2.4 too.").line("")).hasToString("""
                One.
                Two: still two, 2.4 too.
                """);
    }

    @Test
    void anArgumentIsOneWhateverIsInIt() {
        assertThat(new Mdoc().macro("It", Mdoc.word("two \"words\""), Mdoc.word("Op")))
                .hasToString(".It \"two \\(dqwords\\(dq\" \\&Op\n");
    }

    @Test
    void everyCharacterCanBeReadByEveryReader() {
        assertThat(new Mdoc().line("10 µs – about")).hasToString("10 \\[u00B5]s \\[u2013] about\n");
    }
}
