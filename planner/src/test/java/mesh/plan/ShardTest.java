// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import mesh.name.NodeName;
import mesh.value.ValueFormatException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ShardTest {
    private static final List<NodeName> HOSTS = IntStream.range(0, 1000).mapToObj(i -> new NodeName("web-" + i))
            .toList();

    @Test
    void everyHostIsInExactlyOneShardAndNoShardIsMuchLarger() {
        List<NodeName> seen = new ArrayList<>();
        for (int number = 1; number <= 4; number++) {
            Shard shard = new Shard(number, 4);
            List<NodeName> held = HOSTS.stream().filter(shard::holds).toList();
            assertThat(held).hasSizeBetween(200, 300);
            seen.addAll(held);
        }
        assertThat(seen).hasSameSizeAs(HOSTS).containsExactlyInAnyOrderElementsOf(HOSTS);
    }

    /** Known answers: another hash would move hosts between runs of two versions. */
    @Test
    void aNameIsInTheSameShardForEver() {
        assertThat(List.of("alder", "birch", "cedar", "hazel", "maple", "rowan")).extracting(
                name -> Shard.of(new NodeName(name), 4)).containsExactly(1, 2, 2, 2, 2, 4);
    }

    @Test
    void oneShardHoldsAll() {
        assertThat(HOSTS).allMatch(new Shard(1, 1)::holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "0/4", "5/4", "1/0", "-1/4", "1/4/2", "1 / 4", "1/99999", "a/b"})
    void otherTextsAreNoShards(String text) {
        assertThatThrownBy(() -> Shard.parse(text)).isInstanceOf(ValueFormatException.class)
                .hasMessageContaining("as 2/4");
    }

    @Test
    void readsWhatItWrites() {
        assertThat(Shard.parse("2/4")).isEqualTo(new Shard(2, 4)).hasToString("2/4");
    }
}
