// SPDX-License-Identifier: Apache-2.0
package mesh.cli.run;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TerminalFactsTest {
    @ParameterizedTest(name = "terminals {0}, {1}: colour on out {2}, on err {3}")
    @CsvSource(nullValues = "-", value = {
            "12, A=1, true, true",
            "2, A=1, false, true",
            "1, A=1, true, false",
            "-, A=1, false, false",
            "12, NO_COLOR=1, false, false",
            "12, NO_COLOR=, true, true",
            "-, FORCE_COLOR=1, true, true",
            "-, FORCE_COLOR=, false, false",
            "-, CLICOLOR_FORCE=1, true, true",
            "-, CLICOLOR_FORCE=0, false, false",
            "12, CLICOLOR=0, false, false",
            "12, TERM=dumb, false, false"})
    void coloursWhatIsATerminalUnlessTheEnvironmentSaysOtherwise(String terminals, String variable, boolean out,
            boolean err) {
        String[] pair = variable.split("=", 2);

        TerminalFacts facts = TerminalFacts.of(terminals == null ? "" : terminals, "", Map.of(pair[0], pair[1]));

        assertThat(facts.outColour()).isEqualTo(out);
        assertThat(facts.errColour()).isEqualTo(err);
    }

    @ParameterizedTest
    @CsvSource({"50 132, 132, 50", "50 20, 40, 50", "'', 80, 24", "50 wide, 80, 50", "0 0, 80, 24", "132, 132, 24",
            "99999 99999, 80, 24"})
    void takesTheSizeWhereItIsNumbers(String size, int columns, int rows) {
        TerminalFacts facts = TerminalFacts.of("", size, Map.of());

        assertThat(facts.columns()).isEqualTo(columns);
        assertThat(facts.rows()).isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource({"NO_COLOR, FORCE_COLOR", "NO_COLOR, CLICOLOR_FORCE"})
    void refusesColourEvenWhereItIsForced(String off, String on) {
        assertThat(TerminalFacts.of("12", "", Map.of(off, "1", on, "1")).outColour()).isFalse();
    }
}
