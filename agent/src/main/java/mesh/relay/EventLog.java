// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.io.PrintStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

import mesh.value.ValueFormatException;

/**
 * One line for each thing that happened: the time, a word for what, and fields. As text {@code 2026-11-26T20:15:00Z login
 * name=pi4 from=203.0.113.7:4711}, or as one JSON object. Lines about refused strangers are at most {@value #STRANGERS} a
 * second; the next line says how many were left out. Safe for concurrent use.
 */
public final class EventLog {
    private static final int STRANGERS = 10;

    private final PrintStream out;
    private final boolean json;
    private final Clock clock;
    private long second;
    private int lines;
    private long leftOut;

    public EventLog(PrintStream out, boolean json, Clock clock) {
        this.out = out;
        this.json = json;
        this.clock = clock;
    }

    /** @throws ValueFormatException if {@code text} is neither {@code json} nor {@code text} */
    public static boolean isJson(String text) {
        return switch (text) {
            case "json" -> true;
            case "text" -> false;
            default -> throw new ValueFormatException(text, "is no format of logs: text or json is expected");
        };
    }

    /** @param fields names and values in turn; values are quoted where needed */
    public void event(String what, Object... fields) {
        StringBuilder line = new StringBuilder();
        String time = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        if (json) {
            line.append("{\"time\":\"").append(time).append("\",\"event\":\"").append(what).append('"');
            for (int i = 0; i + 1 < fields.length; i += 2) {
                line.append(",\"").append(fields[i]).append("\":").append(quoted(fields[i + 1].toString()));
            }
            line.append('}');
        } else {
            line.append(time).append(' ').append(what);
            for (int i = 0; i + 1 < fields.length; i += 2) {
                String value = fields[i + 1].toString();
                line.append(' ').append(fields[i]).append('=').append(isPlain(value) ? value : quoted(value));
            }
        }
        out.println(line);
    }

    /** The same about somebody who could make it happen as often as it wants. */
    public void stranger(String what, Object... fields) {
        long before;
        synchronized (this) {
            long now = clock.instant().getEpochSecond();
            if (now != second) {
                second = now;
                lines = 0;
            }
            if (++lines > STRANGERS) {
                leftOut++;
                return;
            }
            before = leftOut;
            leftOut = 0;
        }
        if (before > 0) {
            event("left-out", "lines", before);
        }
        event(what, fields);
    }

    private static boolean isPlain(String value) {
        return !value.isEmpty()
                && value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '=' && c != '\\');
    }

    private static String quoted(String value) {
        StringBuilder out = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c < ' ' || c >= 0x7f && c < 0xa0 || c >= 0x200b && c <= 0x202e || c >= 0xd800 && c <= 0xdfff) {
                out.append(String.format(java.util.Locale.ROOT, "\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.append('"').toString();
    }
}
