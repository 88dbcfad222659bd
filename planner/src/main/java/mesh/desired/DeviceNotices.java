// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.lock.LockedNode;
import mesh.lock.Lockfile;
import mesh.model.Device;
import mesh.model.Mesh;
import mesh.name.NodeName;

/** What there is to know of devices: whose last day is near or over, and who has no key yet. Pure. */
public final class DeviceNotices {
    /** Time to renew a device before it is cut off. */
    private static final int WARNING_DAYS = 14;

    private DeviceNotices() {}

    /**
     * One thing to know of a device.
     *
     * @param kind stable, such as {@code device-expired}
     * @param device its name
     * @param warning false: it is only to be noted
     * @param text one line for people, the device's name included
     */
    public record DeviceNotice(String kind, NodeName device, boolean warning, String text) {}

    /**
     * Sorted by name.
     *
     * @param lock up to date with {@code mesh}
     * @param today in UTC
     */
    public static List<DeviceNotice> of(Mesh mesh, Lockfile lock, LocalDate today) {
        List<DeviceNotice> notices = new ArrayList<>();
        for (Device device : mesh.devices()) {
            Optional<DeviceNotice> term = device.term().end().flatMap(end -> term(device.name(), end, today));
            term.ifPresent(notices::add);
            boolean out = device.term().on(today).over();
            if (!out && device.publicKey().or(() -> lock.node(device.name()).flatMap(LockedNode::publicKey))
                    .isEmpty()) {
                notices.add(new DeviceNotice("device-without-key", device.name(), false, device.name()
                        + " has no key yet and is no host's peer: 'mesh export " + device.name() + "' makes it"));
            }
        }
        return notices;
    }

    private static Optional<DeviceNotice> term(NodeName device, LocalDate end, LocalDate today) {
        long days = ChronoUnit.DAYS.between(today, end);
        if (days <= 0) {
            return Optional.of(new DeviceNotice("device-expired", device, true,
                    device + " expired on " + end + ": no host has it as a peer; change 'expires', or delete it"));
        }
        return days > WARNING_DAYS
                ? Optional.empty()
                : Optional.of(new DeviceNotice("device-expires", device, true, device + " expires on " + end + ", in "
                        + (days == 1 ? "1 day" : days + " days") + ": from then on no host has it as a peer"));
    }
}
