// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

import mesh.libc.Descriptor;
import mesh.libc.Libc;
import mesh.libc.PollSet;
import mesh.net.Mtu;

/**
 * Sources while they are open, and the thread that reads them. The thread sleeps in poll(2) until a packet comes or the
 * window closes, and closes the sources last.
 */
final class Window {
    /** A source that only fails is given up after so many failures in a row. */
    private static final int MOST_FAILURES = 100;
    /** A full ping in the largest packets that an interface of ours has; STUN's answers are shorter. */
    private static final int MOST_BYTES = Mtu.MAX + 128;

    private final ProbeSocket.Listener listener;
    private final List<PacketSource> sources;
    private final Descriptor waking;
    private final Descriptor wake;
    private volatile boolean isOpen = true;

    private Window(ProbeSocket.Listener listener, List<PacketSource> sources, List<Descriptor> pipe) {
        this.listener = listener;
        this.sources = List.copyOf(sources);
        this.waking = pipe.getFirst();
        this.wake = pipe.getLast();
    }

    static Window open(PortSystem system, ProbeSocket.Listener listener) throws IOException {
        List<PacketSource> sources = system.open();
        try {
            Window window = new Window(listener, sources, Libc.pipe(system.closeOnExec()));
            Thread.ofPlatform().daemon().name("probes").start(window::read);
            return window;
        } catch (IOException failed) {
            sources.forEach(PacketSource::close);
            throw failed;
        }
    }

    /** False once it was closed, or its sources failed. */
    boolean isOpen() {
        return isOpen;
    }

    List<PacketSource> sources() {
        return sources;
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
            List<Descriptor> all = new ArrayList<>(sources.stream().map(PacketSource::descriptor).toList());
            all.add(waking);
            PollSet poll = new PollSet(arena, all);
            MemorySegment buffer = arena
                    .allocate(sources.stream().mapToLong(PacketSource::bufferBytes).max().orElse(1));
            int failures = 0;
            while (isOpen && failures < MOST_FAILURES) {
                List<Descriptor> ready = poll.await();
                for (PacketSource source : sources) {
                    if (ready.contains(source.descriptor())) {
                        failures = receive(source, buffer) ? 0 : failures + 1;
                    }
                }
            }
        } catch (IOException broken) {
            // Nothing more is received; whoever waits for an answer will not have it.
        } finally {
            end();
        }
    }

    /** Under the lock of senders, who would else use a number that is another's by then. */
    private synchronized void end() {
        close();
        sources.forEach(PacketSource::close);
        waking.close();
    }

    /** @return false if the source failed */
    private boolean receive(PacketSource source, MemorySegment buffer) {
        try {
            for (UdpPacket.Received udp : source.read(buffer)) {
                if (isOpen && udp.payload().length <= MOST_BYTES
                        && PayloadKind.of(udp.payload()) != PayloadKind.OTHER) {
                    listener.received(udp.source(), udp.payload());
                }
            }
            return true;
        } catch (IOException failed) {
            return false;
        }
    }
}
