// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

import mesh.derp.ClientInfoJson;
import mesh.derp.Frame;
import mesh.derp.FrameReader;
import mesh.derp.FrameType;
import mesh.derp.MalformedFrameException;
import mesh.derp.NaclBox;
import mesh.derp.Octets;
import mesh.derp.RelayPublicKey;
import mesh.derp.ServerInfoJson;

/**
 * Waits for the greeting of a client, and lets it in if its key is listed and it holds the private half. A key that is not
 * listed is refused before any cryptography, unless it may be that of another relay.
 */
final class LoginStage implements Stage {
    private final Relay relay;
    private final Connection connection;
    private final InetSocketAddress address;
    private final boolean ideal;
    private final FrameReader reader = new FrameReader();

    LoginStage(Relay relay, Connection connection, InetSocketAddress address, boolean ideal) {
        this.relay = relay;
        this.connection = connection;
        this.address = address;
        this.ideal = ideal;
    }

    @Override
    public int maxIncomplete() {
        return Limits.MAX_GREETING;
    }

    @Override
    public Stage receive(ByteBuffer in, Scratch scratch) throws IOException {
        if (!reader.next(in)) {
            return this;
        }
        if (reader.type() != FrameType.CLIENT_INFO || !(reader.frame() instanceof Frame.ClientInfo greeting)) {
            throw new MalformedFrameException("a " + reader.type() + " before the greeting");
        }
        RelayPublicKey key = greeting.client();
        Optional<String> name = relay.settings().admission().nameOf(key);
        boolean peerKey = relay.settings().isPeerKey(key);
        if (name.isEmpty() && !peerKey && !relay.settings().hasMeshKey()) {
            return refuse(key, "not listed", scratch);
        }
        Optional<ClientInfoJson> info = open(greeting);
        if (info.isEmpty()) {
            return refuse(key, "does not hold the key it names", scratch);
        }
        if (!relay.greetings().isNew(greeting.box())) {
            return refuse(key, "shows a greeting that was shown before", scratch);
        }
        boolean meshPeer = peerKey || info.get().meshKey().isPresent()
                && info.get().meshKey().equals(relay.settings().meshKey());
        if (!meshPeer && name.isEmpty()) {
            return refuse(key, "not listed", scratch);
        }
        return letIn(key, name.orElse("mesh peer"), info.get(), meshPeer, scratch);
    }

    private Optional<ClientInfoJson> open(Frame.ClientInfo greeting) throws MalformedFrameException {
        try (NaclBox box = NaclBox.between(relay.settings().identity(), greeting.client())) {
            Optional<byte[]> plain = box.open(greeting.box());
            return plain.isPresent() ? Optional.of(ClientInfoJson.decode(plain.get())) : Optional.empty();
        } catch (IllegalArgumentException smallOrder) {
            return Optional.empty();
        }
    }

    private Stage letIn(RelayPublicKey key, String name, ClientInfoJson info, boolean meshPeer, Scratch scratch) {
        connection.expectWithin(0, scratch.now);
        try (NaclBox box = NaclBox.between(relay.settings().identity(), key)) {
            Octets sealed = box.seal(relay.nonce(), ServerInfoJson.ofServer().encode());
            connection.outbox().offerControl(new Frame.ServerInfo(sealed).encode());
        }
        int flags = (meshPeer ? Frame.PeerPresent.MESH_PEER : Frame.PeerPresent.REGULAR)
                | (info.isProber() ? Frame.PeerPresent.PROBER : 0) | (ideal ? 0 : Frame.PeerPresent.NOT_IDEAL);
        Session session = new Session(relay, connection, key, name, address, flags, scratch.now);
        relay.clients().add(session, scratch);
        relay.log().event("login", "name", name, "key", key, "from", Relay.text(address), "mesh", meshPeer);
        scratch.touch(connection);
        return session;
    }

    private Stage refuse(RelayPublicKey key, String why, Scratch scratch) throws IOException {
        relay.metrics().increment(Counter.LOGINS_REFUSED);
        relay.log().stranger("refused", "key", key, "from", Relay.text(address), "why", why);
        return connection.end(scratch);
    }
}
