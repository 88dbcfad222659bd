// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WordsTest {
    @Test
    void countsInSingularAndPlural() {
        assertThat(Words.count(0, "host")).isEqualTo("0 hosts");
        assertThat(Words.count(1, "host")).isEqualTo("1 host");
    }

    @Test
    void writesDurationsAgesAndSizesInTheUnitThatFits() {
        assertThat(Words.duration(Duration.ofMillis(1450))).isEqualTo("1.5 s");
        assertThat(Words.duration(Duration.ofSeconds(185))).isEqualTo("3 min 5 s");
        assertThat(Words.age(119)).isEqualTo("119 s");
        assertThat(Words.age(7199)).isEqualTo("119 min");
        assertThat(Words.age(200_000)).isEqualTo("2 d");
        assertThat(Words.size(1023)).isEqualTo("1023 B");
        assertThat(Words.size(1536)).isEqualTo("1.5 KiB");
        assertThat(Words.size(20L << 30)).isEqualTo("20.0 GiB");
    }
}
