// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.io.IOException;
import java.util.Optional;

import mesh.mapping.Mapper;
import mesh.probe.ProbeSocket;
import mesh.relay.EventLog;

/**
 * The window for probes, which costs the whole host, and questions to STUN servers, which cost the network: there while a pair
 * looks for a path. By the loop's thread alone.
 */
final class Listening {
    private final ProbeSocket probes;
    private final Optional<Mapper> mapper;
    private final EventLog log;
    private boolean isOpen;

    Listening(ProbeSocket probes, Optional<Mapper> mapper, EventLog log) {
        this.probes = probes;
        this.mapper = mapper;
        this.log = log;
    }

    /** Does nothing if it is so already. */
    void wanted(boolean wanted) {
        if (wanted == isOpen) {
            return;
        }
        isOpen = wanted;
        mapper.ifPresent(asking -> asking.wanted(wanted));
        try {
            probes.listening(wanted);
        } catch (IOException refused) {
            log.event("no-probes", "why", String.valueOf(refused.getMessage()));
        }
    }
}
