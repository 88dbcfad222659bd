// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.key.RelayKey;
import mesh.lock.LockedRelay;
import mesh.tls.CertificatePin;
import mesh.value.ValueFormatException;

/** Reads what the agent tells of the keys it made. */
final class BornKeys {
    private static final Pattern KEY = Pattern.compile("\"public-?[kK]ey\"\\s*:\\s*\"([^\"]{1,100})\"");
    private static final Pattern PIN = Pattern.compile("\"pin\"\\s*:\\s*\"([^\"]{1,100})\"");

    private BornKeys() {}

    /** @throws IOException if there is no key in it */
    static LockedRelay read(String json) throws IOException {
        try {
            RelayKey key = find(KEY, json).map(RelayKey::parse)
                    .orElseThrow(() -> new IOException("the host did not tell the key it made"));
            return new LockedRelay(key, find(PIN, json).map(CertificatePin::parse));
        } catch (ValueFormatException nonsense) {
            throw new IOException("what the host told of the key it made makes no sense: " + nonsense.getMessage());
        }
    }

    private static Optional<String> find(Pattern pattern, String json) {
        Matcher found = pattern.matcher(json);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
