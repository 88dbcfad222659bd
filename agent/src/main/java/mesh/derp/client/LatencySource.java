// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import mesh.name.NodeName;

/** How far relays are. Called by one thread, every half minute; a call may take seconds. */
public interface LatencySource {
    /** The relays that answered, with the time that took. */
    Map<NodeName, Duration> measure(List<Relay> relays) throws IOException;
}
