// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One host as asked for.
 *
 * @param name host name, letters, digits and dashes, at most 32 characters
 * @param router the router it sits behind; empty when it has an address on the wide-area network
 * @param wireguardTools whether an OpenBSD host has {@code wg}; Linux hosts always have it
 * @param systemd whether a Linux host has systemd as its first process
 */
public record HostSpec(String name, LabOs os, Optional<String> router, boolean wireguardTools, boolean systemd) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    public HostSpec {
        requireName(name);
    }

    static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a lab host name: " + name);
        }
        return name;
    }

    static HostSpec of(String name, LabOs os, HostOption... options) {
        HostSpec spec = new HostSpec(name, os, Optional.empty(), os == LabOs.LINUX, false);
        for (HostOption option : options) {
            spec = option.applyTo(spec);
        }
        return spec;
    }

    HostSpec behind(String routerName) {
        return new HostSpec(name, os, Optional.of(routerName), wireguardTools, systemd);
    }

    HostSpec withWireguardTools() {
        return new HostSpec(name, os, router, true, systemd);
    }

    HostSpec withSystemd() {
        if (os != LabOs.LINUX) {
            throw new IllegalArgumentException(name + " is no Linux host, so it has no systemd");
        }
        return new HostSpec(name, os, router, wireguardTools, true);
    }
}
