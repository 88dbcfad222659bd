// SPDX-License-Identifier: Apache-2.0
package mesh.agent;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import mesh.daemon.FileTimes;
import mesh.daemon.Hangup;
import mesh.daemon.MetricsServer;
import mesh.json.ConfigException;
import mesh.relay.EventLog;
import mesh.relay.Relay;
import mesh.relay.config.RelayConfig;
import mesh.relay.config.RelayFiles;
import mesh.stun.ReflectionLimit;
import mesh.stun.StunServer;

/** A relay as a process: looks at its files every two seconds or when told to, and leaves in order. */
final class RunningRelay {
    private static final long LOOK_SECONDS = 2;
    /** When clients should come back: at once, but not all in the same instant. */
    private static final Duration RECONNECT_IN = Duration.ofMillis(500);
    private static final Duration TRY_FOR = Duration.ofSeconds(30);
    /** What it takes to write a frame to everybody. */
    private static final Duration FAREWELL = Duration.ofMillis(500);

    private final Path file;
    private final EventLog log;
    private final Relay relay;
    private final AtomicBoolean toldToLook = new AtomicBoolean();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private RelayConfig config;

    private RunningRelay(Path file, RelayConfig config, EventLog log, Relay relay) {
        this.file = file;
        this.config = config;
        this.log = log;
        this.relay = relay;
    }

    /** Returns when the process is asked to end. */
    static void run(Path file) throws ConfigException, IOException {
        RelayConfig config = RelayConfig.read(file);
        PrintStream err = System.err;
        EventLog log = new EventLog(err, config.jsonLog(), Clock.systemUTC());
        try (Relay relay = Relay.start(RelayFiles.load(config), log);
                StunServer stun = StunServer.open(config.stun(), reflectionLimit());
                MetricsServer metrics = MetricsServer.start(config.metrics(),
                        () -> relay.metrics().prometheus() + stun.counters().prometheus())) {
            log.event("serving", "metrics", metrics, "stun", stun.addresses());
            if (config.ready().isPresent()) {
                Files.writeString(config.ready().get(), ProcessHandle.current().pid() + "\n");
            }
            RunningRelay running = new RunningRelay(file, config, log, relay);
            CountDownLatch left = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> running.leave(left), "leave"));
            Hangup.onHangup(() -> running.toldToLook.set(true));
            running.watch();
            left.await(2, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static ReflectionLimit reflectionLimit() {
        return new ReflectionLimit(StunServer.PER_NETWORK, StunServer.IN_ALL, new SecureRandom().nextLong(),
                System.nanoTime());
    }

    private void watch() throws InterruptedException {
        FileTimes seen = FileTimes.of(files());
        while (!stopping.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
            relay.renewMetaCertificate();
            FileTimes now = FileTimes.of(files());
            if (toldToLook.getAndSet(false) || !now.equals(seen)) {
                seen = now;
                reload();
            }
        }
    }

    private List<Path> files() {
        return Stream.of(Stream.of(file, config.admit()), config.certificate().stream(), config.key().stream(),
                config.meshKey().stream()).flatMap(paths -> paths).toList();
    }

    /** Files that are wrong change nothing: the relay goes on with what it had. */
    private void reload() {
        try {
            RelayConfig next = RelayConfig.read(file);
            relay.reload(RelayFiles.load(next));
            config = next;
        } catch (ConfigException wrong) {
            log.event("reload-refused", "why", String.valueOf(wrong.getMessage()));
        }
    }

    private void leave(CountDownLatch left) {
        log.event("leaving", "connections", relay.connections());
        config.ready().map(Path::toFile).ifPresent(File::delete);
        relay.announceRestart(RECONNECT_IN, TRY_FOR);
        try {
            Thread.sleep(FAREWELL);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        relay.close();
        stopping.countDown();
        left.countDown();
    }
}
