// SPDX-License-Identifier: Apache-2.0
package mesh.adopt;

import mesh.config.Place;

/**
 * Something that was found and that the spec does not say, or says otherwise.
 *
 * @param place where it was found
 * @param text what it is and what comes of it, one sentence without a final full stop
 * @param advice what to do, an imperative without a final full stop
 */
public record Remark(Place place, String text, String advice) implements Comparable<Remark> {

    @Override
    public int compareTo(Remark other) {
        int byPlace = place.compareTo(other.place);
        return byPlace != 0 ? byPlace : text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return place + ": " + text + "; " + advice;
    }
}
