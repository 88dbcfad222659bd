// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import mesh.desired.RelayService;
import mesh.lock.LockedRelay;
import mesh.model.Relay;
import mesh.name.NodeName;
import mesh.net.Endpoint;

/** A relay as words of a plan. */
final class RelayWords {
    private static final String UNKNOWN = "(known after apply)";

    private RelayWords() {}

    /** {@code relay at 203.0.113.7:443, stun 3478, certificate self-signed, 2 clients, key (known after apply)}. */
    static String of(RelayService service) {
        Relay settings = service.settings();
        List<String> parts = new ArrayList<>();
        parts.add("relay at " + new Endpoint(settings.host(), settings.port()));
        settings.stunPort().ifPresent(port -> parts.add("stun " + port));
        parts.add(switch (settings.certificate()) {
            case Relay.Certificate.SelfSigned self -> "self-signed, pin "
                    + service.known().flatMap(LockedRelay::pin).map(Object::toString).orElse(UNKNOWN);
            case Relay.Certificate.Proxied proxied -> "behind a proxy";
            case Relay.Certificate.Files files -> "certificate " + files.file();
        });
        int clients = service.admitted().size() + service.unborn().size();
        parts.add(clients + (clients == 1 ? " client" : " clients"));
        if (!service.peers().isEmpty()) {
            parts.add("forwards to " + service.peers().keySet().stream().map(NodeName::text)
                    .collect(Collectors.joining(" and ")));
        }
        parts.add("key " + service.known().map(known -> known.key().hex()).orElse(UNKNOWN));
        return String.join(", ", parts);
    }
}
