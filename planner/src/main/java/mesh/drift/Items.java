// SPDX-License-Identifier: Apache-2.0
package mesh.drift;

import mesh.drift.DriftDocument.Item;

/** An item with its three values and, unless it is told otherwise, the words that follow from them. */
record Items(String kind, String symbol, String side, String subject, String applied, String found, String spec) {

    /** What was applied has another value. */
    static Items differs(String kind, String side, String subject, String applied, String found) {
        return new Items(kind, "~", side, subject, applied, found, "");
    }

    /** What was applied is gone. */
    static Items gone(String kind, String side, String subject, String applied) {
        return new Items(kind, "-", side, subject, applied, "", "");
    }

    /** What nobody applied is there. */
    static Items extra(String kind, String side, String subject, String found) {
        return new Items(kind, "+", side, subject, "", found, "");
    }

    /** @param value what the spec wants; empty for nothing */
    Items wanted(String value) {
        return new Items(kind, symbol, side, subject, applied, found, value);
    }

    Item saying(String text) {
        return saying(text, "");
    }

    Item saying(String text, String diff) {
        return new Item(kind, symbol, side, subject, applied, found, spec, text, diff);
    }

    /** {@code WHAT: applied 51820, kernel 4000}, and what the spec wants where that is a third value. */
    Item compared(String what) {
        String third = spec.equals(applied) || spec.isEmpty() ? "" : ", spec " + spec;
        return saying(what + ": applied " + word(applied) + ", " + side + " " + word(found) + third);
    }

    private static String word(String value) {
        return value.isEmpty() ? "(none)" : value;
    }
}
