// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import mesh.spec.HostSpec;
import mesh.spec.Located;
import mesh.spec.MeshSpec;
import mesh.spec.ProblemId;
import mesh.spec.Problems;

/** What each system can do. */
final class PlatformRules {
    /** Outer IPv6 header 40, UDP 8, WireGuard 32, of the 1500 bytes that Ethernet carries. */
    private static final int SAFE_MTU_BYTES = 1500 - 80;

    private PlatformRules() {}

    static void check(Draft draft, Problems problems) {
        for (HostSpec host : draft.hostSpecs()) {
            host.settings().format().filter(word -> !draft.host(host).format().runsOn(draft.host(host).os()))
                    .ifPresent(word -> problems.error(ProblemId.FORMAT_NOT_ON_OS, word,
                            "'" + word.value() + "' does not exist on " + draft.host(host).os(),
                            "write " + formats(draft.host(host).os()) + ", or delete the key for the default"));
        }
        checkInterface(draft, problems);
        checkMtus(draft.spec(), problems);
    }

    private static String formats(OperatingSystem os) {
        return os == OperatingSystem.OPENBSD ? "hostname.if" : "wg-quick or systemd-networkd";
    }

    private static void checkInterface(Draft draft, Problems problems) {
        if (draft.network().interfaceName().isOpenBsdWireGuard()) {
            return;
        }
        draft.hosts().values().stream().filter(host -> host.os() == OperatingSystem.OPENBSD).findFirst()
                .ifPresent(host -> draft.spec().network().interfaceName()
                        .ifPresent(name -> problems.error(ProblemId.INTERFACE_NOT_ON_OS, name,
                                "'" + name.value() + "' is no WireGuard interface to OpenBSD, which " + host.name()
                                        + " runs",
                                "write wg and a number, such as wg0")));
    }

    private static void checkMtus(MeshSpec spec, Problems problems) {
        spec.network().mtu().ifPresent(mtu -> checkMtu(mtu, mtu.value().bytes(), problems));
        spec.defaults().mtu().ifPresent(mtu -> checkMtu(mtu, mtu.value().bytes(), problems));
        spec.hosts().forEach(host -> host.settings().mtu()
                .ifPresent(mtu -> checkMtu(mtu, mtu.value().bytes(), problems)));
    }

    private static void checkMtu(Located<?> place, int bytes, Problems problems) {
        if (bytes > SAFE_MTU_BYTES) {
            problems.warning(ProblemId.MTU_TOO_LARGE, place,
                    bytes + " bytes and WireGuard's 80 make " + (bytes + 80) + ", more than the 1500 of most networks",
                    "write " + SAFE_MTU_BYTES + " or less, unless every path between the hosts carries larger packets");
        }
    }
}
