// SPDX-License-Identifier: Apache-2.0
package mesh.export;

import java.util.List;

import mesh.desired.DesiredDevice;
import mesh.render.TemplateEngine;

/** From what a device should have to the texts it is configured with. Safe for concurrent use. */
public final class DeviceRenderer {
    private final TemplateEngine templates = new TemplateEngine(DeviceView.class.getPackage());

    /**
     * The files of a format, the same for the same device on every run. A picture is one of the text given here, which
     * is {@link ExportFormat#WG_QUICK} without comments: the fewer bytes, the larger the squares.
     *
     * @param withKey whether there is a gap for the private key; else a comment says that it is missing
     */
    public List<DeviceFile> render(DesiredDevice device, ExportFormat format, boolean withKey) {
        DeviceView view = DeviceView.of(device, withKey);
        String iface = device.iface().text();
        return switch (format) {
            case WG_QUICK -> List.of(file(format, "", templates.fill("export.wg-quick.ftl", view)));
            case QR, PNG, SVG ->
                List.of(file(format, "", withoutComments(templates.fill("export.wg-quick.ftl", view))));
            case UCI -> List.of(file(format, "/etc/config/network", templates.fill("export.uci.ftl", view)));
            case NETWORKMANAGER -> List.of(file(format, "/etc/NetworkManager/system-connections/" + iface
                    + ".nmconnection", templates.fill("export.networkmanager.ftl", view)));
            case ROUTEROS -> List.of(file(format, "", templates.fill("export.routeros.ftl", view)));
            case NETWORKD -> List.of(
                    file(format, "/etc/systemd/network/50-" + iface + ".netdev",
                            templates.fill("export.netdev.ftl", view)),
                    new DeviceFile("network", "/etc/systemd/network/50-" + iface + ".network",
                            templates.fill("export.network.ftl", view)));
        };
    }

    private static DeviceFile file(ExportFormat format, String place, String text) {
        return new DeviceFile(format.suffix(), place, text);
    }

    private static String withoutComments(String text) {
        StringBuilder kept = new StringBuilder();
        text.lines().filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> kept.append(line).append('\n'));
        return kept.toString();
    }
}
