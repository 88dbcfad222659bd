// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import mesh.net.Endpoint;
import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.pair.Candidate;
import mesh.pair.OwnCandidates;
import mesh.probe.ProbeSocket;
import mesh.probe.SharedProbeSocket;
import mesh.stun.StunAttribute;
import mesh.stun.StunClass;
import mesh.stun.StunDecoder;
import mesh.stun.StunEncoder;
import mesh.stun.StunFormatException;
import mesh.stun.StunMessage;

import org.junit.jupiter.api.Test;

/** The mapper on this machine's network, with servers that are a few lines here. */
class MapperTest {
    private static final TransportAddress DECLARED = TransportAddress.parse("198.51.100.7:51820");
    private static final TransportAddress MAPPED = TransportAddress.parse("203.0.113.9:40000");

    private final BlockingQueue<OwnCandidates> told = new LinkedBlockingQueue<>();

    /** Servers behind a socket: those of 192.0.2.0/24 answer what they see, others are silent. */
    private static final class Servers implements ProbeSocket {
        private final ProbeSocket.Listener listener;
        private final boolean varies;
        private final List<Boolean> windows = new ArrayList<>();

        Servers(ProbeSocket.Listener listener, boolean varies) {
            this.listener = listener;
            this.varies = varies;
        }

        @Override
        public void send(TransportAddress destination, byte[] payload, boolean whole) {
            if (destination.address().toString().startsWith("192.0.2.")) {
                int port = varies ? 40_000 + destination.address().octets()[3] : 40_000;
                TransportAddress seen = new TransportAddress(MAPPED.address(), new Port(port));
                try {
                    StunMessage request = StunDecoder.decode(payload);
                    listener.received(destination, StunEncoder.encode(new StunMessage(StunClass.SUCCESS,
                            StunMessage.BINDING, request.id(), List.of(new StunAttribute.XorMappedAddress(seen)),
                            false)));
                } catch (StunFormatException wrong) {
                    throw new AssertionError(wrong);
                }
            }
        }

        @Override
        public synchronized void listening(boolean wanted) {
            windows.add(wanted);
        }

        synchronized List<Boolean> windows() {
            return List.copyOf(windows);
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    private final Mapper.Listener listener = new Mapper.Listener() {
        @Override
        public void mapped(OwnCandidates own) {
            told.add(own);
        }

        @Override
        public void networkChanged() {
            // This machine's network stays as it is.
        }
    };

    private static MapperSettings settings(String... servers) {
        return new MapperSettings(new Port(51_820), "wg0", Set.of(),
                List.of(servers).stream().map(Endpoint::parse).toList(), List.of(DECLARED), false);
    }

    private OwnCandidates next() throws InterruptedException {
        return Optional.ofNullable(told.poll(10, TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("nothing was told"));
    }

    private SharedProbeSocket port(List<Servers> made, boolean varies) {
        return new SharedProbeSocket(heard -> {
            Servers servers = new Servers(heard, varies);
            made.add(servers);
            return servers;
        });
    }

    @Test
    void tellsOnDemandWhatServersSeeAndWhatIsDeclared() throws Exception {
        List<Servers> made = new ArrayList<>();
        try (SharedProbeSocket port = port(made, false);
                Mapper mapper = Mapper.start(settings("192.0.2.1:3478", "192.0.2.2:3478"), port, listener)) {
            mapper.find();
            OwnCandidates own = next();
            assertThat(own.candidates()).startsWith(new Candidate(Candidate.Kind.DECLARED, DECLARED))
                    .contains(new Candidate(Candidate.Kind.MAPPED, MAPPED));
            assertThat(own.mappingVaries()).isFalse();
            assertThat(mapper.status().own()).isEqualTo(own);
            assertThat(made.getFirst().windows()).containsExactly(true, false);
        }
    }

    @Test
    void saysThatTheMappingVaries() throws Exception {
        try (SharedProbeSocket port = port(new ArrayList<>(), true);
                Mapper mapper = Mapper.start(settings("192.0.2.1:3478", "192.0.2.2:3478"), port, listener)) {
            mapper.wanted(true);
            assertThat(next().mappingVaries()).isTrue();
        }
    }

    @Test
    void aDeadServerDoesNotKeepWhatTheOthersSaid() throws Exception {
        try (SharedProbeSocket port = port(new ArrayList<>(), false);
                Mapper mapper = Mapper.start(settings("192.0.2.1:3478", "198.51.100.1:3478"), port, listener)) {
            long start = System.nanoTime();
            mapper.find();
            assertThat(next().candidates()).contains(new Candidate(Candidate.Kind.MAPPED, MAPPED));
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(900));
            assertThat(next().candidates()).contains(new Candidate(Candidate.Kind.MAPPED, MAPPED));
        }
    }

    @Test
    void withoutServersAndWithoutRightsTheRestIsTold() throws Exception {
        ProbeSocket refused = new ProbeSocket() {
            @Override
            public void send(TransportAddress destination, byte[] payload, boolean whole) throws IOException {
                throw new IOException("no right");
            }

            @Override
            public void listening(boolean wanted) {
                // Nothing would come.
            }

            @Override
            public Optional<String> problem() {
                return Optional.of("no right");
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
        try (SharedProbeSocket port = new SharedProbeSocket(heard -> refused);
                Mapper mapper = Mapper.start(settings("192.0.2.1:3478"), port, listener)) {
            mapper.find();
            assertThat(next().candidates()).startsWith(new Candidate(Candidate.Kind.DECLARED, DECLARED))
                    .noneMatch(candidate -> candidate.kind() == Candidate.Kind.MAPPED);
            assertThat(mapper.status().problem()).contains("no right");
        }
    }

    @Test
    void nothingIsAskedWhileNobodyWantsToKnow() throws Exception {
        List<Servers> made = new ArrayList<>();
        try (SharedProbeSocket port = port(made, false);
                Mapper mapper = Mapper.start(settings("192.0.2.1:3478"), port, listener)) {
            assertThat(told.poll(300, TimeUnit.MILLISECONDS)).isNull();
            assertThat(made.getFirst().windows()).isEmpty();
            assertThat(mapper.status().report()).isEmpty();
        }
    }
}
