// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;
import java.util.HexFormat;

import mesh.host.Provenance;
import mesh.key.SecureKeySource;

/** Settings of one run: every call is another run, with a token of its own. */
final class TestSettings {
    private TestSettings() {}

    static ApplySettings of(int limit, Duration window) {
        return of(limit, window, new Rollout(0, 0, 99), new StopSignal());
    }

    static ApplySettings of(int limit, Duration window, Rollout rollout, StopSignal stop) {
        String token = HexFormat.of().formatHex(new SecureKeySource().random32(), 0, 16);
        return new ApplySettings(limit, new Provenance("-", "test@lab", "2026-11-20T00:00:00Z"),
                new Controller(token, "test", "mesh apply", "test"::equals), window, rollout, stop);
    }
}
