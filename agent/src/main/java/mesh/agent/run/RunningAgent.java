// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import mesh.daemon.FileTimes;
import mesh.daemon.Hangup;
import mesh.daemon.MetricsServer;
import mesh.derp.RelayPrivateKey;
import mesh.derp.RelayPublicKey;
import mesh.derp.client.HttpProxies;
import mesh.json.ConfigException;
import mesh.relay.EventLog;
import mesh.relay.config.RelayFiles;

/**
 * An agent as a process: looks at its files every five seconds or when told to, and leaves in order. A file that is wrong
 * changes nothing, as does one that says what it said. Where other peers are all that is new, those that stay notice nothing.
 */
public final class RunningAgent {
    private static final long LOOK_MILLIS = 5_000;
    /** How often the interface is looked for before it is there. */
    private static final long AWAIT_MILLIS = 500;
    /** What it takes to write a few frames. */
    private static final Duration FAREWELL = Duration.ofMillis(300);

    /** What the agent has of the system. */
    interface PartsSource {
        AgentParts open(AgentConfig config, EventLog log) throws IOException;
    }

    private final Path file;
    private final PartsSource system;
    private final HttpProxies proxies;
    private final EventLog log;
    private final AgentMetrics metrics = new AgentMetrics();
    private final Instant started = Instant.now();
    private final AtomicBoolean toldToLook = new AtomicBoolean();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile AgentConfig config;
    private volatile Optional<Agent> agent = Optional.empty();
    private volatile String problem = "";
    private FileTimes seen;

    /** @param config what {@code file} says */
    RunningAgent(Path file, PartsSource system, HttpProxies proxies, AgentConfig config, EventLog log) {
        this.file = file;
        this.system = system;
        this.proxies = proxies;
        this.config = config;
        this.log = log;
        this.seen = FileTimes.of(List.of(file, config.identity()));
    }

    /** Returns when the process is asked to end. */
    public static void run(Path file, HttpProxies proxies) throws ConfigException, IOException {
        AgentConfig config = AgentConfig.read(file);
        RelayFiles.key(config.identity()).close();
        EventLog log = new EventLog(System.err, config.jsonLog(), Clock.systemUTC());
        RunningAgent running = new RunningAgent(file, AgentParts::open, proxies, config, log);
        try (StatusSocket status = StatusSocket.open(config.status(), () -> StatusJson.of(running.status()));
                MetricsServer server = MetricsServer.start(config.metrics(),
                        () -> running.metrics.prometheus(running.status()))) {
            CountDownLatch left = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> running.leave(left), "leave"));
            Hangup.onHangup(running::hangup);
            log.event("starting", "host", config.host(), "interface", config.interfaceName(), "peers",
                    config.peers().size(), "metrics", server, "status", status);
            running.watch();
            left.await(2, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() throws InterruptedException, IOException {
        look();
        while (!stopping.await(agent.isPresent() ? LOOK_MILLIS : AWAIT_MILLIS, TimeUnit.MILLISECONDS)) {
            look();
        }
    }

    /** The next {@link #look} reads the files, however they look. */
    void hangup() {
        toldToLook.set(true);
    }

    /** Does what the files say, and starts the agent where there is none. By one thread. */
    void look() throws IOException {
        FileTimes now = FileTimes.of(files());
        if (toldToLook.getAndSet(false) || !now.equals(seen)) {
            seen = now;
            reload();
        }
        if (agent.isEmpty()) {
            start();
        }
    }

    Optional<Agent> agent() {
        return agent;
    }

    private List<Path> files() {
        return List.of(file, config.identity());
    }

    /** The interface may come later than the agent. */
    private synchronized void start() throws IOException {
        if (stopping.getCount() == 0) {
            return;
        }
        try {
            agent = Optional.of(startAgent());
            problem = "";
            if (config.ready().isPresent()) {
                Files.writeString(config.ready().get(), ProcessHandle.current().pid() + "\n");
            }
            log.event("serving", "peers", config.peers().size());
        } catch (IOException | ConfigException notYet) {
            waiting(String.valueOf(notYet.getMessage()));
        }
    }

    private Agent startAgent() throws IOException, ConfigException {
        RelayPrivateKey key = RelayFiles.key(config.identity());
        try {
            AgentParts parts = system.open(config, log);
            try {
                return Agent.start(config, key, proxies, parts, metrics, log);
            } catch (IOException failed) {
                parts.close();
                throw failed;
            }
        } catch (IOException failed) {
            key.close();
            throw failed;
        }
    }

    private void waiting(String why) {
        if (!why.equals(problem)) {
            problem = why;
            log.event("waiting", "why", why);
        }
    }

    private void reload() throws IOException {
        try {
            AgentConfig next = AgentConfig.read(file);
            RelayPublicKey key = publicKey(next);
            boolean isSame = config.equals(next);
            boolean goesOn = config.differsInPeersOnly(next)
                    && agent.map(Agent::publicKey).filter(key::equals).isPresent();
            config = next;
            if (agent.isPresent() && !goesOn) {
                log.event("restarting", "why", "more than peers changed");
                end();
            } else if (agent.isPresent() && !isSame) {
                agent.get().reconfigure(next);
                log.event("reloaded", "peers", next.peers().size());
            }
        } catch (ConfigException | IOException wrong) {
            log.event("reload-refused", "why", String.valueOf(wrong.getMessage()));
        }
    }

    private static RelayPublicKey publicKey(AgentConfig config) throws ConfigException {
        try (RelayPrivateKey key = RelayFiles.key(config.identity())) {
            return key.publicKey();
        }
    }

    private void end() throws IOException {
        Optional<Agent> ending = agent;
        agent = Optional.empty();
        if (ending.isPresent()) {
            ending.get().close();
        }
    }

    private AgentStatus status() {
        return agent.flatMap(Agent::status).orElseGet(() -> new AgentStatus(config, started, Optional.empty(),
                List.of(), Optional.empty(), List.of(), List.of(problem)));
    }

    private synchronized void leave(CountDownLatch left) {
        stopping.countDown();
        log.event("leaving");
        config.ready().map(Path::toFile).ifPresent(File::delete);
        try {
            if (agent.isPresent()) {
                agent.get().bye();
                Thread.sleep(FAREWELL);
            }
            end();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } catch (IOException closedAllTheSame) {
            log.event("leaving", "why", String.valueOf(closedAllTheSame.getMessage()));
        }
        left.countDown();
    }
}
