// SPDX-License-Identifier: Apache-2.0
package mesh.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.key.PublicKey;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.Keepalive;
import mesh.value.ValueFormatException;

/** What was read of a peer so far. */
final class PeerDraft {
    private final ConfigReader reader;
    private final Place place;
    private Optional<String> name = Optional.empty();
    private String key = "";
    private Optional<Endpoint> endpoint = Optional.empty();
    private final List<Cidr> allowedIps = new ArrayList<>();
    private int keepaliveSeconds;
    private boolean preshared;

    PeerDraft(ConfigReader reader) {
        this.reader = reader;
        this.place = reader.place();
    }

    Place place() {
        return place;
    }

    /** The first name it is given stays. */
    void name(String text) {
        name = name.isPresent() ? name : Optional.of(text).filter(one -> !one.isBlank());
    }

    void key(String text) {
        key = text;
    }

    String key() {
        return key;
    }

    void endpoint(String text) {
        endpoint = reader.parsed("Endpoint", text, Endpoint::parse);
    }

    void allowedIp(String text) {
        reader.parsed("AllowedIPs", text, ConfigReader::network).ifPresent(allowedIps::add);
    }

    void keepalive(String text) {
        keepaliveSeconds = text.equals("off")
                ? 0
                : reader.parsed("PersistentKeepalive", text, ConfigReader::number).orElse(0);
    }

    void preshared(boolean has) {
        preshared = has;
    }

    /** Absent where its key makes no sense. */
    Optional<PeerConfig> build() {
        try {
            return Optional.of(new PeerConfig(place, name, PublicKey.parse(key), endpoint, allowedIps,
                    new Keepalive(Math.clamp(keepaliveSeconds, 0, Keepalive.MAX)), preshared));
        } catch (ValueFormatException notAKey) {
            return Optional.empty();
        }
    }
}
