// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.desired.KeyRole;
import mesh.key.PublicKey;
import mesh.name.NodeName;

/**
 * Whose a key was when the host was applied, by the names beside the keys in the texts that mesh wrote. So a key that
 * left the lock since still has a name: a retired one, or that of an external that the spec dropped.
 */
final class RecordedNames {
    private static final String NAME = "([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:"
            + KeyRole.NEXT.suffix().replace(".", "\\.") + "|"
            + KeyRole.FORMER.suffix().replace(".", "\\.") + ")?";
    private static final String KEY = "([A-Za-z0-9+/]{43}=)";
    private static final Pattern SECTION = Pattern
            .compile("(?m)^# " + NAME + "\n(?:\\[WireGuardPeer\\]\n)?PublicKey ?= ?" + KEY + "$");
    private static final Pattern LINE = Pattern.compile("(?m)^wgpeer " + KEY + " wgdescr \"" + NAME + "\"");

    private final Map<String, String> names = new HashMap<>();

    /** @param texts as mesh wrote them, in whatever format */
    RecordedNames(List<String> texts) {
        for (String text : texts) {
            Matcher section = SECTION.matcher(text);
            while (section.find()) {
                names.put(section.group(2), section.group(1));
            }
            Matcher line = LINE.matcher(text);
            while (line.find()) {
                names.put(line.group(1), line.group(2));
            }
        }
    }

    Optional<NodeName> of(PublicKey key) {
        return Optional.ofNullable(names.get(key.base64())).map(NodeName::new);
    }
}
