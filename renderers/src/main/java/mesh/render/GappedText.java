// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.ArrayList;
import java.util.List;

import mesh.files.FileContent;
import mesh.files.TextPart;

/**
 * Texts of peers are not copied through a template: it is filled with a mark where they stand, and they are put in afterwards, the
 * same objects in the files of all hosts. No checked value holds a mark.
 */
final class GappedText {
    /** Where all peers stand. */
    static final String PEERS = "\u0001";
    /** Where the preshared keys of peers are set. */
    static final String PRESHARED_KEYS = "\u0002";

    private GappedText() {}

    /**
     * @param filled what a template made of a {@link HostView}
     * @param peers what is said of each peer
     * @param presharedKeys how the preshared key of each is set
     */
    static FileContent.Text of(String filled, List<TextPart> peers, List<TextPart> presharedKeys) {
        List<TextPart> parts = new ArrayList<>(peers.size() + presharedKeys.size() + 3);
        int begun = 0;
        for (int at = 0; at < filled.length(); at++) {
            char mark = filled.charAt(at);
            if (mark == PEERS.charAt(0) || mark == PRESHARED_KEYS.charAt(0)) {
                parts.add(new TextPart(filled.substring(begun, at)));
                parts.addAll(mark == PEERS.charAt(0) ? peers : presharedKeys);
                begun = at + 1;
            }
        }
        parts.add(new TextPart(filled.substring(begun)));
        return new FileContent.Text(parts);
    }
}
