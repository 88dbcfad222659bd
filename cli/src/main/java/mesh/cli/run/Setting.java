// SPDX-License-Identifier: Apache-2.0
package mesh.cli.run;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

import mesh.key.KeySource;

/**
 * All that a run takes from outside, so that a test can hand it in.
 *
 * @param console the streams
 * @param environment variables
 * @param directory that relative paths start from
 * @param clock for the dates that locks and manifests record
 * @param keys where new keys come from
 * @param operator who runs it, {@code user@machine}, for manifests
 */
public record Setting(Console console, Map<String, String> environment, Path directory, Clock clock, KeySource keys,
        String operator) {
    public Setting {
        environment = Map.copyOf(environment);
    }

    /** The same in another directory. */
    public Setting in(Path other) {
        return new Setting(console, environment, other, clock, keys, operator);
    }

    /** The day, in UTC, that locks record. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** True when the variable is set and not empty. */
    public boolean isSet(String variable) {
        return !environment.getOrDefault(variable, "").isEmpty();
    }
}
