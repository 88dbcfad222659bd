// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.Arrays;
import java.util.function.Function;

/** The constants of an enum by the words that specs use. */
final class Words {
    private Words() {}

    /** @throws IllegalArgumentException if no constant has that word; the decoder lets no such word pass */
    static <E extends Enum<E>> E find(E[] all, Function<E, String> text, String word) {
        return Arrays.stream(all).filter(one -> text.apply(one).equals(word)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no constant for the word " + word));
    }
}
