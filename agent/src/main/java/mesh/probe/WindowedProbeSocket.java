// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Optional;

import mesh.net.TransportAddress;

/** The part of a probe socket that is the same on all systems: when its window is open. */
final class WindowedProbeSocket implements ProbeSocket {
    private final PortSystem system;
    private final Listener listener;
    private Optional<Window> window = Optional.empty();
    private boolean isClosed;

    WindowedProbeSocket(PortSystem system, Listener listener) {
        this.system = system;
        this.listener = listener;
    }

    @Override
    public synchronized void send(TransportAddress destination, byte[] payload, boolean whole) throws IOException {
        checkOpen();
        if (window.isPresent()) {
            Window held = window.get();
            synchronized (held) {
                system.send(held.isOpen() ? held.sources() : List.of(), destination, payload, whole);
            }
        } else {
            system.send(List.of(), destination, payload, whole);
        }
    }

    @Override
    public synchronized void listening(boolean wanted) throws IOException {
        checkOpen();
        if (!wanted) {
            window.ifPresent(Window::close);
            window = Optional.empty();
        } else if (window.filter(Window::isOpen).isEmpty()) {
            window = Optional.of(Window.open(system, listener));
        }
    }

    private void checkOpen() throws ClosedChannelException {
        if (isClosed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            window.ifPresent(Window::close);
            system.close();
        }
    }
}
