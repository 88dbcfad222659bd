// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

/** One wish about a host, given to {@link LabBuilder#linux} or {@link LabBuilder#openBsd}. */
@FunctionalInterface
public interface HostOption {

    /** The specification with this wish granted. */
    HostSpec applyTo(HostSpec spec);

    /** Puts the host on the LAN of a router declared earlier; its only way to the others is through that router. */
    static HostOption behind(String router) {
        return spec -> spec.behind(router);
    }

    /** Installs the package net/wireguard-tools on an OpenBSD host ({@code /usr/local/bin/wg}). */
    static HostOption withWireguardTools() {
        return HostSpec::withWireguardTools;
    }

    /** Boots a Linux host with systemd: units, timers, networkd, journal. Takes longer to start. */
    static HostOption withSystemd() {
        return HostSpec::withSystemd;
    }
}
