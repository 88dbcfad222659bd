// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import mesh.key.PresharedKey;
import mesh.key.PrivateKey;
import mesh.key.PublicKey;
import mesh.lock.Reach;
import mesh.model.Format;
import mesh.model.OperatingSystem;
import mesh.model.SshSettings;
import mesh.name.NodeName;
import mesh.name.UserName;
import mesh.net.InterfaceName;
import mesh.net.NetworkHost;
import mesh.net.Port;

/** Values that many tests share. Keys are made of one repeated byte. */
public final class Samples {
    public static final NodeName HOST = new NodeName("pi4");
    public static final PrivateKey PRIVATE = PrivateKey.of(bytes(0x51));
    public static final PublicKey OWN = PublicKey.of(PRIVATE);
    public static final PublicKey ONE = key(0x52);
    public static final PublicKey TWO = key(0x53);
    public static final PresharedKey PRESHARED = PresharedKey.of(bytes(0x54));

    private Samples() {}

    public static byte[] bytes(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    public static PublicKey key(int value) {
        return PublicKey.of(PrivateKey.of(bytes(value)));
    }

    public static Reach linux() {
        return reach(OperatingSystem.LINUX, Format.WG_QUICK);
    }

    public static Reach openBsd() {
        return reach(OperatingSystem.OPENBSD, Format.HOSTNAME_IF);
    }

    public static Reach reach(OperatingSystem os, Format format) {
        SshSettings ssh = new SshSettings(NetworkHost.parse("192.0.2.4"), new Port(22), new UserName("root"),
                SshSettings.Become.NONE, Optional.empty(), List.of());
        return new Reach(os, format, new InterfaceName("wg0"), ssh, false);
    }
}
