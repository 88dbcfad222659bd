// SPDX-License-Identifier: Apache-2.0
package mesh.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class NameListTest {
    @Test
    void namesTheFirstAndCountsTheOthers() {
        assertThat(NameList.first(List.of(), 2)).isEmpty();
        assertThat(NameList.first(List.of("a", "b"), 2)).isEqualTo("a, b");
        assertThat(NameList.first(List.of("a", "b", "c"), 2)).isEqualTo("a, b and 1 more");
    }

    @Test
    void aSentenceNamesOneMoreRatherThanCountingIt() {
        assertThat(NameList.sentence(List.of(), 2)).isEmpty();
        assertThat(NameList.sentence(List.of("a"), 2)).isEqualTo("a");
        assertThat(NameList.sentence(List.of("a", "b", "c"), 2)).isEqualTo("a, b and c");
        assertThat(NameList.sentence(List.of("a", "b", "c", "d"), 2)).isEqualTo("a, b and 2 more");
    }
}
