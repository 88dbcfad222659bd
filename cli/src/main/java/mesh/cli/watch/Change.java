// SPDX-License-Identifier: Apache-2.0
package mesh.cli.watch;

import java.util.Optional;

import mesh.cli.view.Palette;

/**
 * Something that is not as it was a round before.
 *
 * @param host which host it was seen at
 * @param peer of which of its peers; absent where it is about the host itself
 * @param both true: the peer sees the same of this host
 * @param text in words, without the names
 */
record Change(Mark mark, String host, Optional<String> peer, boolean both, String text) {
    /** What to think of it; a sign each, so that nobody needs to see a colour. */
    enum Mark {
        WORSE("!"), BETTER("+"), OTHER("~");

        private final String sign;

        Mark(String sign) {
            this.sign = sign;
        }

        String paint(Palette palette, String text) {
            return switch (this) {
                case WORSE -> palette.bad(text);
                case BETTER -> palette.good(text);
                case OTHER -> palette.change(text);
            };
        }

        String sign() {
            return sign;
        }
    }

    static Change ofHost(Mark mark, String host, String text) {
        return new Change(mark, host, Optional.empty(), false, text);
    }

    static Change ofPeer(Mark mark, String host, String peer, String text) {
        return new Change(mark, host, Optional.of(peer), false, text);
    }

    /** The same seen from the other end. */
    Optional<Change> mirrored() {
        return peer.map(other -> new Change(mark, other, Optional.of(host), both, text));
    }

    Change seenByBoth() {
        return new Change(mark, host, peer, true, text);
    }

    /** {@code ! nas <-> pi4: goes by relay web}. */
    String line(Palette palette) {
        return mark.paint(palette,
                mark.sign + " " + host + peer.map(name -> (both ? " <-> " : " -> ") + name).orElse("") + ": " + text);
    }
}
