// SPDX-License-Identifier: Apache-2.0
package mesh.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ValueFormatExceptionTest {
    @Test
    void saysTheTextAndTheReason() {
        ValueFormatException refused = new ValueFormatException("70000", "is not a port");
        assertThat(refused).hasMessage("'70000' is not a port");
        assertThat(refused.text()).isEqualTo("70000");
        assertThat(refused.reason()).isEqualTo("is not a port");
    }

    @ParameterizedTest
    @CsvSource({"1b, \\u001b", "0a, \\u000a", "7f, \\u007f", "85, \\u0085", "202e, \\u202e", "2066, \\u2066",
            "200b, \\u200b", "feff, \\ufeff", "2028, \\u2028", "05d0, \\u05d0", "e9, é", "26, &", "20bb7, 𠮷",
            "1f98a, 🦊",
            "e0001, \\udb40\\udc01", "1e900, \\ud83a\\udd00", "d83e, \\ud83e"})
    void showsEscapesInsteadOfWhatATerminalObeys(String codePoint, String expected) {
        String text = Character.toString(Integer.parseInt(codePoint, 16));
        assertThat(ValueFormatException.printable(text)).isEqualTo("'" + expected + "'");
    }

    @Test
    void cutsLongTexts() {
        assertThat(ValueFormatException.printable("x".repeat(61))).isEqualTo("'" + "x".repeat(60) + "…'");
        assertThat(ValueFormatException.printable("x".repeat(60))).isEqualTo("'" + "x".repeat(60) + "'");
    }

    @Property
    void printsOnlyWhatATerminalShows(@ForAll String text) {
        assertThat(ValueFormatException.printable(text)).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}]")
                .hasSizeLessThanOrEqualTo(61 * 6 + 3);
    }
}
