// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import mesh.model.Format;

/**
 * Who may read a host's keys. Networkd reads them as a user of its own; everywhere else only root does.
 *
 * @param group of directories and key files; {@code 0} on both systems is root's
 * @param directoryMode as chmod takes it
 * @param keyMode as chmod takes it
 */
record KeyHome(String group, String directoryMode, String keyMode) {
    static KeyHome of(Format format) {
        return switch (format) {
            case NETWORKD -> new KeyHome("systemd-network", "0750", "0640");
            case WG_QUICK, HOSTNAME_IF -> new KeyHome("0", "0700", "0600");
        };
    }

    /** Group 0 is {@code root} on Linux and {@code wheel} on OpenBSD; the number is right on both. */
    static String groupId(String group) {
        return group.equals("root") || group.equals("wheel") ? "0" : group;
    }
}
