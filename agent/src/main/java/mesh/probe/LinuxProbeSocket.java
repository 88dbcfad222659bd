// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;

import mesh.net.TransportAddress;

/**
 * By raw sockets, which need CAP_NET_RAW (and CAP_NET_ADMIN for a mark). They are open with the window only; what is sent
 * without one has a socket for itself.
 */
final class LinuxProbeSocket implements ProbeSocket {
    private final ProbeSettings settings;
    private final Listener listener;
    private Optional<LinuxWindow> window = Optional.empty();
    private boolean isClosed;

    private LinuxProbeSocket(ProbeSettings settings, Listener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /** @throws IOException if the system gives no raw socket */
    static LinuxProbeSocket open(ProbeSettings settings, Listener listener) throws IOException {
        LinuxRawSocket.open(false, settings).close();
        return new LinuxProbeSocket(settings, listener);
    }

    @Override
    public synchronized void send(TransportAddress destination, byte[] payload, boolean whole) throws IOException {
        checkOpen();
        boolean isV6 = destination.address().isV6();
        Optional<LinuxRawSocket> open = window.flatMap(it -> it.socket(isV6));
        if (open.isPresent()) {
            sendInWindow(open.get(), destination, payload, whole);
        } else {
            try (LinuxRawSocket socket = LinuxRawSocket.open(isV6, settings)) {
                socket.send(destination, payload, whole);
            }
        }
    }

    /** The window may close meanwhile by itself, when its sockets broke. */
    private void sendInWindow(LinuxRawSocket socket, TransportAddress destination, byte[] payload, boolean whole)
            throws IOException {
        LinuxWindow held = window.orElseThrow();
        synchronized (held) {
            socket.send(destination, payload, whole);
        }
    }

    @Override
    public synchronized void listening(boolean wanted) throws IOException {
        checkOpen();
        if (!wanted) {
            window.ifPresent(LinuxWindow::close);
            window = Optional.empty();
        } else if (window.filter(LinuxWindow::isOpen).isEmpty()) {
            window = Optional.of(LinuxWindow.open(settings, listener));
        }
    }

    private void checkOpen() throws ClosedChannelException {
        if (isClosed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        window.ifPresent(LinuxWindow::close);
        window = Optional.empty();
    }
}
