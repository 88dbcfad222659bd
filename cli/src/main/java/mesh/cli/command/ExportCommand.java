// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;

import mesh.cli.flow.DeviceKeys;
import mesh.cli.flow.DeviceKeys.Handed;
import mesh.cli.flow.Intent;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.desired.DesiredDevice;
import mesh.desired.DeviceStateBuilder;
import mesh.export.DeviceRenderer;
import mesh.export.ExportFormat;
import mesh.model.Device;
import mesh.model.Host;
import mesh.model.Node;
import mesh.name.NodeName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mesh export}: what a phone, a laptop or a router is configured with. Contacts no host. */
@Command(name = "export", mixinStandardHelpOptions = true, description = {
        "Makes a device's key, prints its configuration once, and records the public key in the lock.",
        "The private key is kept nowhere. A device whose public key is in the spec gets everything but the key."})
final class ExportCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    @Parameters(paramLabel = "DEVICE", description = "The device's name in the spec.")
    private NodeName name = new NodeName("device");

    @Option(names = "--format", paramLabel = "FORMAT", description = {
            "wg-quick (also for the WireGuard apps), qr, png,",
            "svg, uci (OpenWrt), networkmanager, networkd or routeros. Default: wg-quick."})
    private ExportFormat format = ExportFormat.WG_QUICK;

    @Option(names = "--new-key", description = "Makes another key; the one the device has stops working with the next apply.")
    private boolean newKey;

    @Option(names = "--without-key", description = "Leaves the private key out, for a device that has it already.")
    private boolean withoutKey;

    @Mixin
    private ExportTarget target = new ExportTarget();

    ExportCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() throws IOException {
        Intent intent = Intent.read(mesh.workspace(), mesh.setting().today());
        Console console = mesh.console();
        mesh.notices(intent).stream().filter(notice -> notice.warning() && notice.device().equals(name))
                .forEach(notice -> MeshCommand.tell(console, notice));
        Device device = device(intent);
        target.check(format, console, mesh.setting().directory());
        DesiredDevice desired = DeviceStateBuilder.build(intent.mesh(), intent.lock(), device);
        checkPeers(desired);
        Handed handed = new DeviceKeys(mesh.setting(), mesh::hint).hand(intent, device, newKey, withoutKey);
        if (format.isPicture() && handed.privateKey().isEmpty()) {
            throw MeshException.error("a QR code without the private key is of no use: the apps refuse it",
                    "Type the values of '" + mesh.hint("export " + name + " --without-key")
                            + "' into the app that made the key.");
        }
        target.write(new DeviceRenderer().render(desired, format, handed.privateKey().isPresent()), format,
                handed.privateKey(), console);
        if (handed.intent().lockOutOfDate()) {
            handed.intent().save(mesh.workspace());
        }
        handed.privateKey().ifPresent(key -> console.note("The public key of " + name + " is in "
                + mesh.workspace().lockName() + "; '" + mesh.hint("apply") + "' tells the hosts."));
        return ExitCode.OK.value();
    }

    private Device device(Intent intent) {
        Optional<Node> found = intent.mesh().nodes().filter(node -> node.name().equals(name)).findFirst();
        return switch (found.orElseThrow(() -> MeshException.error("the spec has no device " + name,
                "Add it under 'devices': '" + name + ": {owner: …}'."))) {
            case Device device when device.term().over() ->
                throw MeshException.error(name + " expired on " + device.term().end().orElseThrow(),
                        "Give it a later day: change 'expires' in the spec.");
            case Device device -> device;
            case Host host -> throw MeshException.error(name + " is a host: mesh configures it itself",
                    "'" + mesh.hint("render --out DIR") + "' writes its files.");
            case Node other -> throw MeshException.error(name + " is an external peer, which somebody else configures",
                    "Devices are what is exported.");
        };
    }

    private void checkPeers(DesiredDevice desired) {
        desired.unknownKeys().forEach(host -> mesh.console()
                .warn(host + " is left out: its key is not known before '" + mesh.hint("apply") + "'"));
        if (desired.peers().isEmpty()) {
            throw MeshException.error("no host is there that " + name + " could call",
                    desired.unknownKeys().isEmpty()
                            ? "A device calls hosts with an endpoint; give one an 'endpoint'."
                            : "Run '" + mesh.hint("apply") + "' first: it makes the keys of the hosts.");
        }
    }
}
