// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;

import mesh.cli.run.MeshException;
import mesh.cli.run.Setting;
import mesh.key.PrivateKey;
import mesh.key.PublicKey;
import mesh.lock.LockedKey;
import mesh.lock.LockedNode;
import mesh.model.Device;

/** Makes the keys of devices. A private half lives until it was handed over, and is recorded nowhere. */
public final class DeviceKeys {
    private final Setting setting;
    private final UnaryOperator<String> hint;

    /** @param hint a command of mesh as the user would type it */
    public DeviceKeys(Setting setting, UnaryOperator<String> hint) {
        this.setting = setting;
        this.hint = hint;
    }

    /**
     * What a device is to be given.
     *
     * @param intent whose lock knows the public half
     * @param privateKey absent where the device has its own
     */
    public record Handed(Intent intent, Optional<PrivateKey> privateKey) {}

    /**
     * Makes the device's key where it has none, or where another one is asked for.
     *
     * @throws MeshException if the device has a key whose private half is gone, or what is asked for makes no sense
     */
    public Handed hand(Intent intent, Device device, boolean newKey, boolean withoutKey) {
        Optional<LockedKey> made = intent.lock().node(device.name()).flatMap(LockedNode::key);
        if (device.publicKey().isPresent()) {
            if (newKey) {
                throw MeshException.error("the public key of " + device.name() + " stands in the spec",
                        "Delete 'public-key' there, and mesh makes the key.");
            }
            return new Handed(intent, Optional.empty());
        }
        if (withoutKey) {
            if (made.isEmpty()) {
                throw MeshException.error(device.name() + " has no key yet", "Leave out --without-key to make one.");
            }
            return new Handed(intent, Optional.empty());
        }
        if (made.isPresent() && !newKey) {
            throw MeshException.error(
                    device.name() + " got its key on " + made.get().since() + ", and the private half is kept nowhere",
                    "'" + hint.apply("export " + device.name() + " --without-key")
                            + "' prints everything but the key. --new-key makes another; the old one stops working.");
        }
        PrivateKey key = fresh();
        return new Handed(intent.with(intent.lock().withDeviceKey(device.name(), PublicKey.of(key), setting.today())),
                Optional.of(key));
    }

    private PrivateKey fresh() {
        byte[] random = setting.keys().random32();
        try {
            return PrivateKey.of(random);
        } finally {
            Arrays.fill(random, (byte) 0);
        }
    }
}
