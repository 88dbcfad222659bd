// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import mesh.net.TransportAddress;

/**
 * One {@link ProbeSocket} for two: what asks STUN servers, and what probes peers. Each has a socket of its own that hears
 * its kind of packets; the window is open while either wants it. Safe for concurrent use.
 */
public final class SharedProbeSocket implements AutoCloseable {
    private final ProbeSocket socket;
    private final Map<PayloadKind, ProbeSocket.Listener> listeners = new EnumMap<>(PayloadKind.class);
    private final Set<PayloadKind> wanted = EnumSet.noneOf(PayloadKind.class);

    /** @param opener makes the one, for instance by {@link ProbeSockets#open} */
    public SharedProbeSocket(Function<ProbeSocket.Listener, ProbeSocket> opener) {
        this.socket = opener.apply(this::received);
    }

    public static SharedProbeSocket open(ProbeSettings settings) {
        return new SharedProbeSocket(listener -> ProbeSockets.open(settings, listener));
    }

    /**
     * The socket for one kind; closing it gives its wish for the window back, and no more.
     *
     * @throws IllegalStateException if that kind is given out already
     */
    public synchronized ProbeSocket share(PayloadKind kind, ProbeSocket.Listener listener) {
        if (listeners.putIfAbsent(kind, listener) != null) {
            throw new IllegalStateException(kind + " is given out");
        }
        return new Share(kind);
    }

    private void received(TransportAddress source, byte[] payload) {
        listener(PayloadKind.of(payload)).ifPresent(listener -> listener.received(source, payload));
    }

    private synchronized Optional<ProbeSocket.Listener> listener(PayloadKind kind) {
        return Optional.ofNullable(listeners.get(kind));
    }

    private synchronized void want(PayloadKind kind, boolean isWanted) throws IOException {
        boolean isNews = isWanted ? wanted.add(kind) : wanted.remove(kind);
        if (isNews || isWanted) {
            socket.listening(!wanted.isEmpty());
        }
    }

    /** Ends it for both. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    private final class Share implements ProbeSocket {
        private final PayloadKind kind;

        Share(PayloadKind kind) {
            this.kind = kind;
        }

        @Override
        public void send(TransportAddress destination, byte[] payload, boolean whole) throws IOException {
            socket.send(destination, payload, whole);
        }

        @Override
        public void listening(boolean isWanted) throws IOException {
            want(kind, isWanted);
        }

        @Override
        public Optional<String> problem() {
            return socket.problem();
        }

        @Override
        public void close() throws IOException {
            synchronized (SharedProbeSocket.this) {
                listeners.remove(kind);
                want(kind, false);
            }
        }
    }
}
