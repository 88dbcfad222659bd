// SPDX-License-Identifier: Apache-2.0
package mesh.derp;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a client says of itself, inside the box of {@link Frame.ClientInfo}:
 * {@code {"meshKey":"64 hex","version":2,"CanAckPings":true,"IsProber":false,"AppName":"…"}}. Keys that it does not know
 * are passed over, as are keys that are absent.
 *
 * @param meshKey shown by other relays of the mesh; absent for clients
 * @param version of the protocol
 * @param canAckPings whether it answers {@link Frame.Ping}
 * @param isProber whether it is there to measure only
 * @param appName which program it is; empty if it does not say
 */
public record ClientInfoJson(Optional<MeshKey> meshKey, int version, boolean canAckPings, boolean isProber,
        String appName) {
    /** The longest name of a program that is kept. */
    private static final int MAX_APP_NAME = 64;

    public ClientInfoJson {
        String kept = appName.length() > MAX_APP_NAME ? appName.substring(0, MAX_APP_NAME) : appName;
        // Half a surrogate pair is no text: it becomes a question mark, as it would on the wire.
        appName = new String(Frame.utf8(kept), StandardCharsets.UTF_8);
    }

    /** What an ordinary client says. */
    public static ClientInfoJson ofClient() {
        return new ClientInfoJson(Optional.empty(), Protocol.VERSION, true, false, "");
    }

    /** What a relay says to another of its mesh. */
    public static ClientInfoJson ofMeshPeer(MeshKey key) {
        return new ClientInfoJson(Optional.of(key), Protocol.VERSION, true, false, "");
    }

    /** @throws MalformedFrameException if {@code json} is not an object with fields of these kinds */
    public static ClientInfoJson decode(byte[] json) throws MalformedFrameException {
        InfoJson info = InfoJson.read(json);
        String meshKey = info.text("meshKey");
        return new ClientInfoJson(MeshKey.isNone(meshKey) ? Optional.empty() : Optional.of(meshKey(meshKey)),
                info.number("version"), info.flag("CanAckPings"), info.flag("IsProber"), info.text("AppName"));
    }

    public byte[] encode() {
        StringBuilder out = new StringBuilder("{");
        meshKey.ifPresent(key -> out.append("\"meshKey\":\"").append(key.revealHex()).append("\","));
        out.append("\"version\":").append(version);
        if (canAckPings) {
            out.append(",\"CanAckPings\":true");
        }
        if (isProber) {
            out.append(",\"IsProber\":true");
        }
        if (!appName.isEmpty()) {
            out.append(",\"AppName\":").append(InfoJson.quoted(appName));
        }
        return Frame.utf8(out.append('}').toString());
    }

    private static MeshKey meshKey(String text) throws MalformedFrameException {
        try {
            return MeshKey.parse(text);
        } catch (mesh.value.ValueFormatException notAKey) {
            throw new MalformedFrameException("the greeting's meshKey " + notAKey.getMessage());
        }
    }
}
