// SPDX-License-Identifier: Apache-2.0
package mesh.derp;

/**
 * What a relay says of itself, inside the box of {@link Frame.ServerInfo}:
 * {@code {"version":2,"TokenBucketBytesPerSecond":…,"TokenBucketBytesBurst":…}}.
 *
 * @param version of the protocol
 * @param bytesPerSecond how much a client may send, frames and all; 0 if the relay does not say. Clients drop what is more
 * @param burstBytes how much of it at once
 */
public record ServerInfoJson(int version, int bytesPerSecond, int burstBytes) {

    /** What a relay says that leaves limits to TCP. */
    public static ServerInfoJson ofServer() {
        return new ServerInfoJson(Protocol.VERSION, 0, 0);
    }

    /** @throws MalformedFrameException if {@code json} is not an object with fields of these kinds */
    public static ServerInfoJson decode(byte[] json) throws MalformedFrameException {
        InfoJson info = InfoJson.read(json);
        return new ServerInfoJson(info.number("version"), info.number("TokenBucketBytesPerSecond"),
                info.number("TokenBucketBytesBurst"));
    }

    public byte[] encode() {
        StringBuilder out = new StringBuilder("{\"version\":").append(version);
        if (bytesPerSecond > 0) {
            out.append(",\"TokenBucketBytesPerSecond\":").append(bytesPerSecond);
        }
        if (burstBytes > 0) {
            out.append(",\"TokenBucketBytesBurst\":").append(burstBytes);
        }
        return Frame.utf8(out.append('}').toString());
    }
}
