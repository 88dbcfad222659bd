// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.time.Duration;
import java.util.Locale;

/** Numbers, times and sizes as people read them. */
public final class Words {
    private Words() {}

    /** {@code 1 host}, {@code 3 hosts}. */
    public static String count(long number, String noun) {
        return number + " " + (number == 1 ? noun : noun + "s");
    }

    /** {@code 0.4 s}, {@code 12.0 s}, {@code 3 min 5 s}. */
    public static String duration(Duration duration) {
        if (duration.toMinutes() > 0) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    /** {@code 12 s}, {@code 3 min}, {@code 5 h}, {@code 2 d}: the largest unit that fits. */
    public static String age(long seconds) {
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }

    /** {@code 512 B}, {@code 1.4 KiB}, {@code 20.0 MiB}. */
    public static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1024 && unit < 4) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %ciB", value, "KMGTP".charAt(unit));
    }
}
