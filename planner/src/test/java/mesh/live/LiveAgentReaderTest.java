// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import mesh.model.Meshes;

class LiveAgentReaderTest {
    private static final String SAID = """
            {"version": 1, "host": "pi4", "interface": "wg0", "started": "2026-11-27T10:00:00Z", "home": "r1",
             "relays": [{"name": "r1", "state": "up", "home": true, "round-trip-ms": 12.3, "problem": ""}],
             "peers": [
              {"name": "laptop", "public-key": "KEY1", "path": "relay", "relay": "r1", "endpoint": "",
               "round-trip-ms": null, "since-seconds": 60, "heard": true, "why-not-direct": "no answer\\u001b[31m"},
              {"name": "nas", "public-key": "KEY2", "path": "direct", "endpoint": "198.51.100.7:51820",
               "round-trip-ms": 3.1, "since-seconds": 5, "heard": true, "why-not-direct": ""}]}
            """;

    private static String said() {
        return SAID.replace("KEY1", Meshes.key("laptop").base64()).replace("KEY2", Meshes.key("nas").base64());
    }

    @Test
    void tellsTheWayToEachPeer() {
        LiveAgent agent = LiveAgentReader.read(said()).orElseThrow();

        assertThat(agent.ways().get(Meshes.key("laptop"))).as("without what a terminal acts on")
                .isEqualTo(new LiveAgent.Way(LiveAgent.Path.RELAY, Optional.of("r1"), Optional.empty(),
                        Optional.empty(), 60, "no answer?[31m"));
        assertThat(agent.ways().get(Meshes.key("nas"))).isEqualTo(new LiveAgent.Way(LiveAgent.Path.DIRECT,
                Optional.empty(), Optional.of("198.51.100.7:51820"), Optional.of(3.1), 5, ""));
    }

    @Test
    void saysNothingOfWhatItDoesNotKnow() {
        assertThat(LiveAgentReader.read("")).isEmpty();
        assertThat(LiveAgentReader.read(said().replace("\"version\": 1", "\"version\": 2"))).isEmpty();
        assertThat(LiveAgentReader.read(said().replace("direct\", \"endpoint", "sideways\", \"endpoint"))).isEmpty();
    }

    @Property
    void readsOrLeavesOutAnyDamage(@ForAll int from, @ForAll int length, @ForAll String text) {
        String whole = said();
        int start = Math.floorMod(from, whole.length());
        int end = Math.min(whole.length(), start + Math.floorMod(length, 9));

        assertThat(LiveAgentReader.read(whole.substring(0, start) + text + whole.substring(end))).isNotNull();
    }
}
