// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import java.io.IOException;
import java.util.Optional;

import mesh.net.TransportAddress;

/** Where the system lets nobody share the port: nothing is sent, nothing comes, and it says why. */
final class UnavailableProbeSocket implements ProbeSocket {
    private final String why;

    UnavailableProbeSocket(String why) {
        this.why = why;
    }

    @Override
    public void send(TransportAddress destination, byte[] payload, boolean whole) throws IOException {
        throw new IOException(why);
    }

    @Override
    public void listening(boolean wanted) {
        // Nothing would come.
    }

    @Override
    public Optional<String> problem() {
        return Optional.of(why);
    }

    @Override
    public void close() {
        // There is nothing to give back.
    }
}
