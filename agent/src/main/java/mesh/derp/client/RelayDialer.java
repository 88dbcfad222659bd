// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

import mesh.derp.RelayPrivateKey;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.socket.SocketAddresses;

/**
 * Makes connections to relays: name, TCP, proxy, TLS, upgrade and greeting in 10 s, or none. Safe for concurrent use; a
 * call blocks.
 */
final class RelayDialer {
    static final Duration BUDGET = Duration.ofSeconds(10);

    private final RelayPrivateKey key;
    private final HttpProxies proxies;
    private final SecureRandom random;

    /** @param random for nonces, masks and WebSocket keys */
    RelayDialer(RelayPrivateKey key, HttpProxies proxies, SecureRandom random) {
        this.key = key;
        this.proxies = proxies;
        this.random = random;
    }

    /**
     * A connection that the relay admitted.
     *
     * @param mayFastStart whether to use what a meta certificate tells
     * @param isBehindProxy whether to ask for a WebSocket at once; else only where anything else is refused with 4xx
     */
    RelayConnection dial(Relay relay, boolean mayFastStart, boolean isBehindProxy) throws IOException {
        long deadline = System.nanoTime() + BUDGET.toNanos();
        if (isBehindProxy) {
            return dialOnce(relay, Upgrade.WEBSOCKET, false, deadline);
        }
        try {
            return dialOnce(relay, Upgrade.DERP, mayFastStart, deadline);
        } catch (UpgradeRefusedException refused) {
            if (!refused.isTheRequestsFault()) {
                throw refused;
            }
            return dialOnce(relay, Upgrade.WEBSOCKET, false, deadline);
        }
    }

    private RelayConnection dialOnce(Relay relay, Upgrade upgrade, boolean mayFastStart, long deadline)
            throws IOException {
        Socket tcp = connect(relay, proxies, deadline);
        Thread watchdog = closeAt(tcp, deadline);
        try {
            tcp.setTcpNoDelay(true);
            Socket socket = relay.security() instanceof RelaySecurity.Plain ? tcp : secure(relay, tcp);
            Optional<MetaCertificate> meta = mayFastStart ? meta(socket) : Optional.empty();
            RelayGreeting greeting = new RelayGreeting(relay, key, random, tcp,
                    new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
            return meta.isPresent() ? greeting.fast(meta.get()) : greeting.slow(upgrade);
        } catch (IOException | RuntimeException failed) {
            ConnectRace.closeQuietly(tcp);
            if (System.nanoTime() - deadline >= 0) {
                throw new IOException("the relay did not greet within " + BUDGET.toSeconds() + " s", failed);
            }
            throw failed;
        } finally {
            watchdog.interrupt();
        }
    }

    /** A server that sends a byte a minute would outlive every timeout of a single read. */
    static Thread closeAt(Socket socket, long deadline) {
        return Thread.ofPlatform().daemon().name("relay dial watchdog").start(() -> {
            try {
                TimeUnit.NANOSECONDS.sleep(Math.max(0, deadline - System.nanoTime()));
                ConnectRace.closeQuietly(socket);
            } catch (InterruptedException inTime) {
                // The connection is made or given up.
            }
        });
    }

    /** TCP, through a proxy where there is one. */
    static Socket connect(Relay relay, HttpProxies proxies, long deadline) throws IOException {
        Optional<HttpProxies.HttpProxy> proxy = proxies.towards(relay.host());
        if (proxy.isEmpty()) {
            return connect(relay.host(), relay.port(), deadline);
        }
        Socket socket = connect(proxy.get().host(), proxy.get().port(), deadline);
        Thread watchdog = closeAt(socket, deadline);
        try {
            askProxy(socket, relay.authority(), proxy.get().credentials());
            return socket;
        } catch (IOException failed) {
            ConnectRace.closeQuietly(socket);
            throw new IOException("proxy " + proxy.get() + ": " + failed.getMessage(), failed);
        } finally {
            watchdog.interrupt();
        }
    }

    private static void askProxy(Socket socket, String authority, Optional<String> credentials) throws IOException {
        String connect = "CONNECT " + authority + " HTTP/1.1";
        socket.getOutputStream().write(credentials.isPresent()
                ? HttpAnswer.request(connect, "Host: " + authority, "Proxy-Authorization: " + credentials.get())
                : HttpAnswer.request(connect, "Host: " + authority));
        HttpAnswer answer = HttpAnswer.read(socket.getInputStream());
        if (answer.status() / 100 != 2) {
            throw new IOException("it answers CONNECT with status " + answer.status());
        }
    }

    private static Socket connect(NetworkHost host, Port port, long deadline) throws IOException {
        List<InetAddress> addresses = switch (host) {
            case NetworkHost.Literal literal -> List.of(SocketAddresses.inet(literal.address()));
            case NetworkHost.Named named -> resolve(named.name().text(), deadline);
        };
        return ConnectRace.connect(addresses, port.number(), deadline);
    }

    /** The system's resolver cannot be stopped, so it works in a thread of its own that nobody waits for too long. */
    private static List<InetAddress> resolve(String name, long deadline) throws IOException {
        CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("relay resolve").start(() -> {
            try {
                found.complete(List.of(InetAddress.getAllByName(name)));
            } catch (IOException unknown) {
                found.completeExceptionally(unknown);
            }
        });
        try {
            return found.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IOException("the name " + name + " is not known", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        }
    }

    static SSLSocket secure(Relay relay, Socket tcp) throws IOException {
        SSLSocket socket = (SSLSocket) context(relay.security()).getSocketFactory().createSocket(tcp,
                relay.host().toString(), relay.port().number(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[]{"TLSv1.3", "TLSv1.2"});
        if (relay.security() instanceof RelaySecurity.SystemTrust || relay.host() instanceof NetworkHost.Named) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static SSLContext context(RelaySecurity security) throws IOException {
        try {
            if (!(security instanceof RelaySecurity.Pinned pinned)) {
                return SSLContext.getDefault();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[]{new PinnedTrust(pinned.pin())}, null);
            return context;
        } catch (GeneralSecurityException failed) {
            throw new IOException("this Java has no TLS", failed);
        }
    }

    /** What a meta certificate tells; only TLS 1.3 hides it from those on the way, and from its predecessors' faults. */
    private static Optional<MetaCertificate> meta(Socket socket) throws IOException {
        if (!(socket instanceof SSLSocket tls) || !tls.getSession().getProtocol().equals("TLSv1.3")) {
            return Optional.empty();
        }
        Certificate[] chain = tls.getSession().getPeerCertificates();
        return MetaCertificate.in(Arrays.asList(chain));
    }
}
