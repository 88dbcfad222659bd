// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.List;

import mesh.desired.DesiredHost;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.files.HostLayout;
import mesh.files.HostPath;
import mesh.model.OperatingSystem;

/** The files by which services and mounts of a host wait for the first answer through the mesh. */
final class OnlineFiles {
    private static final int PROGRAM_MODE = 0700;
    private static final int UNIT_MODE = 0644;
    private static final int RC_MODE = 0555;

    private OnlineFiles() {}

    static List<HostFile> of(DesiredHost host, TemplateEngine templates) {
        if (host.ground().online().isEmpty()) {
            return List.of();
        }
        OnlineView view = OnlineView.of(host, host.ground().online().get());
        String name = host.iface().name().text();
        HostPath program = new HostLayout(host.iface().name()).online();
        if (host.reach().os() == OperatingSystem.OPENBSD) {
            return List.of(file(program, PROGRAM_MODE, templates.fill("online.openbsd.ftl", view)),
                    file(new HostPath("/etc/rc.d/mesh_" + name), RC_MODE, templates.fill("online.rc.ftl", view)));
        }
        String stem = "/etc/systemd/system/mesh-" + name;
        return List.of(file(program, PROGRAM_MODE, templates.fill("online.linux.ftl", view)),
                file(new HostPath(stem + "-online.target"), UNIT_MODE, templates.fill("online.target.ftl", view)),
                file(new HostPath(stem + "-online.service"), UNIT_MODE, templates.fill("online.service.ftl", view)),
                file(new HostPath(stem + "-peer@.service"), UNIT_MODE, templates.fill("online.peer.ftl", view)));
    }

    private static HostFile file(HostPath path, int mode, String text) {
        return new HostFile(path, mode, "root", new FileContent.Text(text));
    }
}
