// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import mesh.apply.KeyBirth;
import mesh.apply.KeyBirths;
import mesh.apply.ReadRequest;
import mesh.cli.flow.Intent;
import mesh.cli.flow.KeyMaker;
import mesh.cli.flow.Selection;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.desired.DesiredHost;
import mesh.enrol.Answer;
import mesh.host.Preparation;
import mesh.live.HostReading;
import mesh.model.KeyPolicy.Custody;
import mesh.name.NodeName;
import mesh.ssh.SshException;
import mesh.ssh.Transport;
import mesh.vault.IdentityFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mesh bootstrap}: pins a host's SSH key, logs in, lets its WireGuard key be born. */
@Command(name = "bootstrap", mixinStandardHelpOptions = true, description = {
        "Meets a host for the first time: shows its SSH host key, pins it, logs in,",
        "and has the host make its WireGuard key. Configures nothing yet.",
        "With --prepare, makes a fresh machine ready first, through a login that it has.",
        "With --script, --cloud-init or --openbsd-site, writes a program that makes one ready",
        "that cannot be reached yet; --answer takes what it told."})
final class BootstrapCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    @Parameters(paramLabel = "HOST", description = "A host of the spec.")
    private NodeName host = new NodeName("host");

    @Option(names = "--accept-host-key", description = "Pins the keys that the host shows, without asking.")
    private boolean acceptHostKey;

    @Option(names = "--fingerprint", paramLabel = "SHA256:…", description = "Pins the key with this fingerprint, as ssh-keygen -l prints it on the host.")
    private Optional<String> fingerprint = Optional.empty();

    @Mixin
    private BootstrapWay way = new BootstrapWay();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    BootstrapCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SshException {
        BootstrapWay.Kind kind = way.kind();
        Intent intent = mesh.intent();
        Selection.of(intent.mesh(), intent.desired(), List.of(host), List.of());
        DesiredHost target = intent.desired().hosts().stream().filter(known -> known.name().equals(host)).findFirst()
                .orElseThrow(() -> MeshException.error(host + " has left the spec", "Only hosts of the spec are met."));
        WantedMachine machine = new WantedMachine(mesh, target, way);
        return switch (kind) {
            case SCRIPT, CLOUD_INIT, SITE -> {
                new HandedProgram(mesh, target, way).give(kind, machine.preparation(kind));
                yield ExitCode.OK.value();
            }
            case ANSWER -> answer(intent, target);
            case MEET -> meet(intent, target, Optional.empty());
            case PREPARE -> meet(intent, target, Optional.of(machine.preparation(kind)));
        };
    }

    private int answer(Intent intent, DesiredHost target) throws IOException, SshException {
        TakenAnswer taken = new TakenAnswer(mesh, target);
        Answer answer = taken.check(way.answer());
        taken.pin(answer);
        if (answer.publicKey().isPresent()) {
            record(intent, new KeyBirth.Born(host, answer.publicKey().get()), "");
        }
        taken.close();
        mesh.console().note("Next: '" + mesh.hint("plan") + "'.");
        return ExitCode.OK.value();
    }

    private int meet(Intent intent, DesiredHost target, Optional<Preparation> wanted)
            throws IOException, InterruptedException, SshException {
        new FirstMeeting(mesh, host).pin(target.reach().ssh(), acceptHostKey, fingerprint);
        try (Transport transport = connection.open(mesh.setting(), mesh.workspace())) {
            wanted.ifPresent(fresh -> new PreparedMachine(mesh, target, way).prepare(transport, fresh));
            if (target.iface().custody() == Custody.VAULT) {
                return login(target, transport);
            }
            KeyBirth birth = new KeyBirths(transport, 1).run(List.of(new KeyBirths.Request(host, target.reach())))
                    .getFirst();
            return record(intent, birth, "Login works. ");
        }
    }

    /** Under vault custody the host makes no key; that it can be read shows that login and root work. */
    private int login(DesiredHost target, Transport transport) throws InterruptedException {
        List<HostReading> readings = connection.reader(transport)
                .read(List.of(new ReadRequest(host, target.reach(), List.of())));
        if (readings.getFirst() instanceof HostReading.Failed failed) {
            throw failure(failed.refused(), failed.reason());
        }
        mesh.console().out().println("Login works.");
        return ExitCode.OK.value();
    }

    private int record(Intent intent, KeyBirth birth, String before) {
        return switch (birth) {
            case KeyBirth.Failed failed -> throw failure(failed.refused(), failed.reason());
            case KeyBirth.Born born -> {
                IdentityFile identity = IdentityFile.locate(Optional.empty(), mesh.setting().environment());
                new KeyMaker(mesh.setting(), mesh.workspace(), identity).recordBirths(intent, List.of(born))
                        .save(mesh.workspace());
                mesh.console().out().println(before + "Public key " + born.publicKey() + " is in "
                        + mesh.workspace().lockName() + ".");
                yield ExitCode.OK.value();
            }
        };
    }

    /** The host key is known here, so a refusal is about login or root, which a fresh machine does not have. */
    private MeshException failure(boolean refused, String reason) {
        return new MeshException(refused ? ExitCode.REFUSED : ExitCode.ERROR, host + ": " + reason,
                refused
                        ? "Is the machine a fresh one? '--prepare' makes it ready through another login, '--script' on its console."
                        : "");
    }
}
