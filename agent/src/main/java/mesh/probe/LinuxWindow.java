// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.libc.Descriptor;
import mesh.libc.Libc;
import mesh.libc.PollSet;
import mesh.libc.SocketAddressLayout;
import mesh.net.IpAddress;

/**
 * Raw sockets of both families while they are open, and the thread that reads them. The thread sleeps in poll(2) until a
 * packet comes or the window closes, and closes the sockets last.
 */
final class LinuxWindow {
    private static final int O_CLOEXEC = 0x80000;
    private static final int MOST_BYTES = 65_535;
    /** A socket that only fails is given up after so many failures in a row. */
    private static final int MOST_FAILURES = 100;

    private final ProbeSettings settings;
    private final ProbeSocket.Listener listener;
    private final List<LinuxRawSocket> sockets;
    private final Descriptor waking;
    private final Descriptor wake;
    private volatile boolean isOpen = true;

    private LinuxWindow(ProbeSettings settings, ProbeSocket.Listener listener, List<LinuxRawSocket> sockets)
            throws IOException {
        this.settings = settings;
        this.listener = listener;
        this.sockets = sockets;
        List<Descriptor> pipe = Libc.pipe(O_CLOEXEC);
        this.waking = pipe.getFirst();
        this.wake = pipe.getLast();
    }

    /** @throws IOException if neither family can be had */
    static LinuxWindow open(ProbeSettings settings, ProbeSocket.Listener listener) throws IOException {
        List<LinuxRawSocket> sockets = new ArrayList<>();
        try {
            sockets.add(LinuxRawSocket.open(false, settings));
            v6(settings).ifPresent(sockets::add);
            LinuxWindow window = new LinuxWindow(settings, listener, sockets);
            Thread.ofPlatform().daemon().name("probes").start(window::read);
            return window;
        } catch (IOException failed) {
            sockets.forEach(LinuxRawSocket::close);
            throw failed;
        }
    }

    /** A machine may do without IPv6. */
    private static Optional<LinuxRawSocket> v6(ProbeSettings settings) {
        try {
            return Optional.of(LinuxRawSocket.open(true, settings));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    boolean isOpen() {
        return isOpen;
    }

    /** Empty where the machine has no such family. For use under the lock that {@link #close} needs too. */
    synchronized Optional<LinuxRawSocket> socket(boolean isV6) {
        return sockets.stream().filter(socket -> isOpen && socket.isV6() == isV6).findFirst();
    }

    /** Nothing is received from now on, but for a packet that the thread has in hand. */
    synchronized void close() {
        if (isOpen) {
            isOpen = false;
            wake.close();
        }
    }

    private void read() {
        try (Arena arena = Arena.ofConfined()) {
            List<Descriptor> all = new ArrayList<>(sockets.stream().map(LinuxRawSocket::descriptor).toList());
            all.add(waking);
            PollSet poll = new PollSet(arena, all);
            MemorySegment packet = arena.allocate(MOST_BYTES);
            MemorySegment from = arena.allocate(SocketAddressLayout.MOST_BYTES);
            int failures = 0;
            while (isOpen && failures < MOST_FAILURES) {
                List<Descriptor> ready = poll.await();
                for (LinuxRawSocket socket : sockets) {
                    if (ready.contains(socket.descriptor())) {
                        failures = receive(socket, packet, from) ? 0 : failures + 1;
                    }
                }
            }
        } catch (IOException broken) {
            // Nothing more is received; whoever waits for an answer will not have it.
        } finally {
            end();
        }
    }

    private synchronized void end() {
        close();
        sockets.forEach(LinuxRawSocket::close);
        waking.close();
    }

    /** Reads one packet. @return false if the socket failed */
    private boolean receive(LinuxRawSocket socket, MemorySegment packet, MemorySegment from) {
        try {
            int length = Libc.receive(socket.descriptor(), packet, LinuxRawSocket.MSG_DONTWAIT, from);
            ByteBuffer bytes = packet.asSlice(0, length).asByteBuffer();
            Optional<UdpPacket.Received> received = socket.isV6()
                    ? UdpPacket.readSegment(bytes, source(from), settings.port())
                    : UdpPacket.readV4(bytes, settings.port());
            received.filter(udp -> isOpen && PayloadKind.of(udp.payload()) != PayloadKind.OTHER)
                    .ifPresent(udp -> listener.received(udp.source(), udp.payload()));
            return true;
        } catch (IOException failed) {
            return false;
        }
    }

    private static IpAddress source(MemorySegment from) {
        return SocketAddressLayout.LINUX.address(from.toArray(ValueLayout.JAVA_BYTE));
    }
}
