// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes one JSON object, its fields in the order in which they are given. */
final class JsonText {
    private final StringBuilder out = new StringBuilder("{");

    JsonText text(String key, Object value) {
        key(key);
        quote(value.toString());
        return this;
    }

    JsonText text(String key, Optional<?> value) {
        value.ifPresent(one -> text(key, one));
        return this;
    }

    JsonText number(String key, long value) {
        key(key).append(value);
        return this;
    }

    /** With one digit after the point. */
    JsonText decimal(String key, Optional<Double> value) {
        value.ifPresent(one -> key(key).append(String.format(Locale.ROOT, "%.1f", one)));
        return this;
    }

    JsonText flag(String key, boolean value) {
        key(key).append(value);
        return this;
    }

    JsonText object(String key, JsonText value) {
        key(key).append(value);
        return this;
    }

    JsonText objects(String key, List<JsonText> values) {
        key(key).append(values);
        return this;
    }

    private StringBuilder key(String key) {
        if (out.length() > 1) {
            out.append(", ");
        }
        quote(key);
        return out.append(": ");
    }

    private void quote(String text) {
        out.append('"');
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c < ' ' || c >= 0x7f && c < 0xa0 || c >= 0xd800 && c < 0xe000) {
                out.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                out.append((char) c);
            }
        });
        out.append('"');
    }

    /** The object. */
    @Override
    public String toString() {
        return out + "}";
    }
}
