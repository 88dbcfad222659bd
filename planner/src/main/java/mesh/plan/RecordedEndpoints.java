// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.desired.DesiredPeer;
import mesh.key.PublicKey;
import mesh.live.LiveFile;
import mesh.live.LivePeer;
import mesh.net.Endpoint;
import mesh.net.NetworkHost;

/**
 * Tells a peer that roamed from one whose endpoint the spec changed. The kernel forgets the endpoint it was given as
 * soon as the peer calls from elsewhere, so the files on the host decide: where they already give the peer the desired
 * endpoint, whatever the kernel has was learned since, and is better. It reads every format the same way: what is said
 * about a peer stands between its key and the next key.
 */
final class RecordedEndpoints {
    private static final Pattern KEY = Pattern.compile("(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}=");

    private final List<String> texts;
    private final Map<String, List<String>> sections = new HashMap<>();

    RecordedEndpoints(List<LiveFile> files) {
        this.texts = files.stream().flatMap(file -> file.text().stream()).toList();
    }

    /** True where the running peer has to be given the desired endpoint. */
    boolean mustChange(DesiredPeer after, LivePeer before) {
        if (after.endpoint().isEmpty() || after.endpoint().equals(before.endpoint())) {
            return false;
        }
        return before.endpoint().isEmpty() || !isRecorded(before.publicKey(), after.endpoint().get());
    }

    private boolean isRecorded(PublicKey peer, Endpoint endpoint) {
        if (sections.isEmpty()) {
            texts.forEach(this::index);
        }
        Pattern spelling = spelling(endpoint);
        return sections.getOrDefault(peer.base64(), List.of()).stream().anyMatch(text -> spelling.matcher(text).find());
    }

    private void index(String text) {
        Matcher keys = KEY.matcher(text);
        boolean more = keys.find();
        while (more) {
            String key = keys.group();
            int start = keys.end();
            more = keys.find();
            sections.computeIfAbsent(key, k -> new ArrayList<>())
                    .add(text.substring(start, more ? keys.start() : text.length()));
        }
    }

    /** {@code HOST:PORT} as wg writes it, or {@code HOST PORT} as ifconfig does. */
    private static Pattern spelling(Endpoint endpoint) {
        String host = Pattern.quote(endpoint.host().toString());
        String bracketed = endpoint.host() instanceof NetworkHost.Literal ? "\\[?" + host + "\\]?" : host;
        return Pattern.compile("(?<![A-Za-z0-9.:-])" + bracketed + "[: ]" + endpoint.port() + "(?![0-9])");
    }
}
