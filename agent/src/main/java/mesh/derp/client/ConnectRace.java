// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Connects to a host over IPv6, and over IPv4 when that has not worked within 200 ms or failed before (RFC 8305 in small).
 * The first connection wins, the other is closed.
 */
final class ConnectRace {
    static final Duration HEAD_START = Duration.ofMillis(200);

    /** One family's result: a socket, or why not. */
    private record Finish(Optional<Socket> socket, Optional<IOException> failure) {}

    private final int port;
    private final long deadline;
    private final AtomicBoolean isWon = new AtomicBoolean();
    private final BlockingQueue<Finish> finishes = new LinkedBlockingQueue<>();

    private ConnectRace(int port, long deadline) {
        this.port = port;
        this.deadline = deadline;
    }

    /** @throws IOException if none of {@code addresses} takes the connection before {@code deadline} (nanoTime) */
    static Socket connect(List<InetAddress> addresses, int port, long deadline) throws IOException {
        ConnectRace race = new ConnectRace(port, deadline);
        List<InetAddress> v6 = addresses.stream().filter(Inet6Address.class::isInstance).toList();
        List<InetAddress> v4 = addresses.stream().filter(one -> !(one instanceof Inet6Address)).toList();
        try {
            return race.run(v6, v4);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        } finally {
            race.isWon.set(true);
        }
    }

    private Socket run(List<InetAddress> v6, List<InetAddress> v4) throws IOException, InterruptedException {
        int running = start(v6);
        Optional<IOException> failure = Optional.empty();
        boolean isV4Started = false;
        while (true) {
            boolean mayStartV4 = !isV4Started;
            long wait = mayStartV4 && running > 0 ? HEAD_START.toNanos() : deadline - System.nanoTime();
            Finish finish = running == 0 ? null : finishes.poll(wait, TimeUnit.NANOSECONDS);
            if (finish != null) {
                running--;
                if (finish.socket().isPresent()) {
                    return finish.socket().get();
                }
                failure = failure.or(finish::failure);
            }
            if (mayStartV4) {
                isV4Started = true;
                running += start(v4);
            } else if (running == 0 || finish == null) {
                throw failure.orElseGet(() -> new SocketTimeoutException("no address answers in time"));
            }
        }
    }

    /** How many runners that are: none for no address. */
    private int start(List<InetAddress> addresses) {
        if (addresses.isEmpty()) {
            return 0;
        }
        Thread.ofPlatform().daemon().name("relay connect").start(() -> finishes.add(tryAll(addresses)));
        return 1;
    }

    private Finish tryAll(List<InetAddress> addresses) {
        IOException failure = new SocketTimeoutException("no address answers in time");
        for (InetAddress address : addresses) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || isWon.get()) {
                break;
            }
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, port),
                        (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
                if (isWon.compareAndSet(false, true)) {
                    return new Finish(Optional.of(socket), Optional.empty());
                }
                socket.close();
            } catch (IOException failed) {
                failure = new IOException(address.getHostAddress() + ": " + failed.getMessage(), failed);
                closeQuietly(socket);
            }
        }
        return new Finish(Optional.empty(), Optional.of(failure));
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // There is nothing left to give back.
        }
    }
}
