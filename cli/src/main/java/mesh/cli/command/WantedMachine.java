// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;

import mesh.cli.run.MeshException;
import mesh.desired.DesiredHost;
import mesh.desired.Ground;
import mesh.host.Preparation;
import mesh.model.KeyPolicy.Custody;
import mesh.model.OperatingSystem;
import mesh.value.ValueFormatException;

/**
 * What a machine is to become that is not ready for mesh.
 *
 * @param target the host of the spec that it will be
 * @param way by which it becomes so
 */
record WantedMachine(MeshCommand mesh, DesiredHost target, BootstrapWay way) {

    /** @throws MeshException if its system is not prepared in this way, or no login or key is found for it */
    Preparation preparation(BootstrapWay.Kind kind) throws IOException {
        boolean linux = target.reach().os() == OperatingSystem.LINUX;
        if (kind == BootstrapWay.Kind.SITE && linux || kind == BootstrapWay.Kind.CLOUD_INIT && !linux) {
            throw MeshException.error(target.name() + " runs " + target.reach().os(),
                    "--cloud-init is for Linux, --openbsd-site for OpenBSD, --script for both.");
        }
        Ground ground = target.ground();
        boolean filters = ground.filter().isPresent() || ground.gateway().isPresent() || ground.exit().isPresent()
                || ground.relays();
        try {
            return new Preparation(target.reach(),
                    new LoginKeys(mesh.setting()).find(way.sshKey(), target.reach().ssh()), filters,
                    target.iface().custody() == Custody.HOST);
        } catch (ValueFormatException refused) {
            throw MeshException.error(String.valueOf(refused.getMessage()), "Name another login in ssh.user.");
        }
    }
}
