// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import mesh.derp.RelayPublicKey;
import mesh.key.PublicKey;
import mesh.name.NodeName;
import mesh.net.IpAddress;
import mesh.net.Keepalive;
import mesh.net.Port;
import mesh.peer.PeerProcess;

/** Two hosts whose mesh addresses are addresses of loopback. */
class BeatsTest {
    private static final IpAddress ANNAS = IpAddress.parse("127.64.0.1");
    private static final IpAddress BERTS = IpAddress.parse("127.64.0.2");
    private static final AgentPeer ANNA = peer("anna", ANNAS);
    private static final AgentPeer BERT = peer("bert", BERTS);

    private final BlockingQueue<Long> answers = new LinkedBlockingQueue<>();
    private Port port = new Port(1);
    @SuppressWarnings("NullAway.Init")
    private Beats anna;

    private static AgentPeer peer(String name, IpAddress address) {
        String hex = String.format("%02x", name.hashCode() & 0xff).repeat(32);
        return new AgentPeer(new NodeName(name), PublicKey.parse("HIgo9xNzJMWLKASShiTqIybxZ0U3wGLiUeJ1PKf8ykw="),
                RelayPublicKey.parse(hex), List.of(address), new Keepalive(25));
    }

    @BeforeEach
    void open() throws IOException {
        port = new Port(PeerProcess.freePort());
        anna = Beats.open(List.of(ANNAS), port, (peer, number) -> answers.add(number));
        anna.add(BERT);
    }

    @AfterEach
    void close() throws IOException {
        anna.close();
    }

    @Test
    void aPeerThatKnowsUsAnswers() throws Exception {
        try (Beats bert = Beats.open(List.of(BERTS), port, (peer, number) -> answers.add(-number))) {
            bert.add(ANNA);
            anna.ask(BERT, 7);
            assertThat(answers.poll(5, TimeUnit.SECONDS)).isEqualTo(7);
        }
    }

    @Test
    void onlyPeersAreAnswered() throws Exception {
        try (DatagramSocket stranger = new DatagramSocket(
                new InetSocketAddress("127.64.0.3", port.number()))) {
            stranger.setSoTimeout(300);
            ask(stranger, 1);
            assertThat(isSilent(stranger)).isTrue();
        }
        try (DatagramSocket bert = berts()) {
            ask(bert, 1);
            assertThat(isSilent(bert)).isFalse();
        }
    }

    @Test
    void anAnswerToNoQuestionIsNothing() throws Exception {
        try (DatagramSocket bert = berts()) {
            anna.ask(BERT, 7);
            DatagramPacket question = new DatagramPacket(new byte[100], 100);
            bert.receive(question);
            BeatPacket asked = BeatPacket.read(ByteBuffer.wrap(question.getData(), 0, question.getLength()))
                    .orElseThrow();
            send(bert, new BeatPacket(true, 7, asked.token() + 1));
            send(bert, new BeatPacket(true, 8, asked.token()));
            send(bert, asked.answer());
            send(bert, asked.answer());
            anna.ask(BERT, 9);
            bert.receive(question);
            send(bert, BeatPacket.read(ByteBuffer.wrap(question.getData(), 0, question.getLength())).orElseThrow()
                    .answer());
            assertThat(answers.poll(5, TimeUnit.SECONDS)).isEqualTo(7);
            assertThat(answers.poll(5, TimeUnit.SECONDS)).isEqualTo(9);
        }
    }

    @Test
    void aFloodIsAnsweredInPart() throws Exception {
        try (DatagramSocket bert = berts()) {
            for (int i = 0; i < 500; i++) {
                ask(bert, i);
            }
            int count = 0;
            while (!isSilent(bert)) {
                count++;
            }
            assertThat(count).isBetween(20, 60);
        }
    }

    @Test
    void socketsComeWhenTheInterfaceIsUp() throws Exception {
        DatagramSocket inTheWay = berts();
        try (Beats bert = Beats.open(List.of(BERTS), port, (peer, number) -> answers.add(-number))) {
            bert.add(ANNA);
            inTheWay.close();
            bert.bind();
            anna.ask(BERT, 7);
            assertThat(answers.poll(5, TimeUnit.SECONDS)).isEqualTo(7);
        } finally {
            inTheWay.close();
        }
    }

    private DatagramSocket berts() throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.64.0.2", port.number()));
        socket.setSoTimeout(500);
        return socket;
    }

    private void ask(DatagramSocket from, long number) throws IOException {
        send(from, new BeatPacket(false, number, 5));
    }

    private void send(DatagramSocket from, BeatPacket packet) throws IOException {
        from.send(new DatagramPacket(packet.bytes().array(), BeatPacket.BYTES,
                new InetSocketAddress("127.64.0.1", port.number())));
    }

    private static boolean isSilent(DatagramSocket socket) throws IOException {
        try {
            socket.receive(new DatagramPacket(new byte[100], 100));
            return false;
        } catch (SocketTimeoutException nothing) {
            return true;
        }
    }
}
