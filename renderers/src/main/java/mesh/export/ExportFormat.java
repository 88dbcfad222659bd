// SPDX-License-Identifier: Apache-2.0
package mesh.export;

import java.util.Locale;

/** In what form a device gets its configuration. */
public enum ExportFormat {
    /** The file of {@code wg-quick(8)}, which the apps for Windows, macOS, iOS and Android import as a tunnel too. */
    WG_QUICK("conf"),
    /** A QR code of {@link #WG_QUICK} for a terminal. */
    QR("txt"),
    /** A QR code as a picture. */
    PNG("png"),
    /** A QR code as a drawing. */
    SVG("svg"),
    /** OpenWrt's {@code /etc/config/network}. */
    UCI("uci"),
    /** NetworkManager's keyfile. */
    NETWORKMANAGER("nmconnection"),
    /** systemd-networkd: a device and a network. */
    NETWORKD("netdev"),
    /** Commands of MikroTik's RouterOS 7. */
    ROUTEROS("rsc");

    private final String suffix;

    ExportFormat(String suffix) {
        this.suffix = suffix;
    }

    /** As users write it: {@code wg-quick}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What names of its files end in. */
    public String suffix() {
        return suffix;
    }

    /** True for QR codes, which are of no use without the private key: the apps refuse them. */
    public boolean isPicture() {
        return this == QR || this == PNG || this == SVG;
    }

    /** True where only bytes do, so that a terminal cannot show it. */
    public boolean isBinary() {
        return this == PNG;
    }
}
