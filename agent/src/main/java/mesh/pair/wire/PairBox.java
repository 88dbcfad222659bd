// SPDX-License-Identifier: Apache-2.0
package mesh.pair.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;

import mesh.derp.NaclBox;
import mesh.derp.Octets;
import mesh.derp.RelayPrivateKey;
import mesh.derp.RelayPublicKey;

/** Seals for one peer and opens what it sealed, each in its direction. */
final class PairBox implements AutoCloseable {
    private final RelayPublicKey mine;
    private final RelayPublicKey theirs;
    private final NaclBox box;
    private final RandomGenerator random;
    private final byte direction;

    /** @throws IllegalArgumentException if both keys are one, or {@code theirs} is of small order */
    PairBox(RelayPrivateKey mine, RelayPublicKey theirs, RandomGenerator random) {
        this.mine = mine.publicKey();
        this.theirs = theirs;
        this.random = random;
        int order = this.mine.compareTo(theirs);
        if (order == 0) {
            throw new IllegalArgumentException("a host says nothing to itself");
        }
        this.direction = (byte) (order > 0 ? 1 : 0);
        this.box = NaclBox.between(mine, theirs);
    }

    /** @param plain whose first byte is free: the direction goes there */
    byte[] seal(byte[] plain) {
        plain[0] = direction;
        byte[] nonce = new byte[NaclBox.NONCE_BYTES];
        random.nextBytes(nonce);
        return Envelope.around(mine, box.seal(nonce, plain).bytes());
    }

    /** What the peer sealed for this host, after its direction; empty for all else. */
    Optional<ByteBuffer> open(byte[] envelope) {
        if (!Envelope.sender(envelope).filter(theirs::equals).isPresent()) {
            return Optional.empty();
        }
        return box.open(Octets.of(Envelope.box(envelope)))
                .filter(plain -> plain.length > 0 && plain[0] == 1 - direction)
                .map(plain -> ByteBuffer.wrap(plain).position(1));
    }

    @Override
    public void close() {
        box.close();
    }
}
