// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import mesh.derp.client.LinkState;
import mesh.derp.client.RelayStatus;
import mesh.mapping.MapperStatus;
import mesh.pair.Candidate;
import mesh.pair.OwnCandidates;
import mesh.portmap.MappingState;

/** An {@link AgentStatus} as programs read it. What is not known has no key. */
final class StatusJson {
    private static final int VERSION = 1;

    private StatusJson() {}

    static String of(AgentStatus status) {
        return new JsonText().number("version", VERSION).text("host", status.config().host())
                .text("interface", status.config().interfaceName())
                .text("started", status.started().truncatedTo(ChronoUnit.SECONDS)).text("home", status.home())
                .objects("relays", status.relays().stream().map(StatusJson::relay).toList())
                .object("mapping", mapping(status.mapping()))
                .objects("peers", status.pairs().stream().map(StatusJson::pair).toList())
                .text("problem", String.join("; ", status.problems())) + "\n";
    }

    private static JsonText relay(RelayStatus relay) {
        return new JsonText().text("name", relay.relay().name()).text("state", word(relay.state()))
                .flag("home", relay.isHome()).decimal("round-trip-ms", relay.roundTrip().map(StatusJson::millis))
                .text("problem", relay.state() instanceof LinkState.Waiting waiting ? waiting.why() : relay.health())
                .number("dropped", relay.dropped());
    }

    private static String word(LinkState state) {
        return switch (state) {
            case LinkState.Idle _ -> "off";
            case LinkState.Connecting _ -> "connecting";
            case LinkState.Up _ -> "up";
            case LinkState.Waiting _ -> "waiting";
        };
    }

    private static JsonText mapping(Optional<MapperStatus> mapping) {
        OwnCandidates own = mapping.map(MapperStatus::own).orElse(OwnCandidates.NONE);
        List<JsonText> candidates = own.candidates().stream().map(StatusJson::candidate).toList();
        return new JsonText().flag("varies", own.mappingVaries()).objects("candidates", candidates)
                .text("port-mapping", mapping.flatMap(MapperStatus::router).map(StatusJson::word).orElse("none"))
                .text("problem", mapping.flatMap(MapperStatus::problem).orElse(""));
    }

    private static JsonText candidate(Candidate candidate) {
        return new JsonText().text("kind", candidate.kind().name().toLowerCase(Locale.ROOT)).text("address",
                candidate.address());
    }

    private static String word(MappingState state) {
        return state instanceof MappingState.Mapped mapped
                ? mapped.protocol().name().toLowerCase(Locale.ROOT).replace('_', '-')
                : "none";
    }

    private static JsonText pair(AgentStatus.Pair pair) {
        return new JsonText().text("name", pair.peer().name()).text("public-key", pair.peer().publicKey())
                .text("path", AgentEffects.word(pair.status().state())).text("relay", pair.relay())
                .text("endpoint", pair.status().endpoint())
                .decimal("round-trip-ms", pair.status().roundTrip().map(StatusJson::millis))
                .number("since-seconds", pair.status().since().toSeconds()).flag("heard", pair.status().heard())
                .text("why-not-direct", pair.status().whyNotDirect()).number("relayed-in", pair.counts().in())
                .number("relayed-out", pair.counts().out()).number("dropped", pair.counts().dropped());
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
