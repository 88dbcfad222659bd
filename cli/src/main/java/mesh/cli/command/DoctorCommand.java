// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import mesh.apply.HostNetcheck;
import mesh.cli.agent.BundledAgent;
import mesh.cli.doctor.ControllerFindings;
import mesh.cli.doctor.Finding;
import mesh.cli.doctor.NetworkFindings;
import mesh.cli.flow.Intent;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.cli.view.FindingList;
import mesh.desired.DesiredHost;
import mesh.name.NodeName;
import mesh.ssh.KnownHosts;
import mesh.ssh.Transport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mesh doctor}: what keeps things from working, and what to do. */
@Command(name = "doctor", mixinStandardHelpOptions = true, description = {
        "Looks for what keeps things from working. Changes nothing.",
        "With HOST, has its agent ask relays and its router what the network lets it do: UDP, NAT, ports, relays, clock, MTU.",
        "Without, looks at this machine: Java, git, SSH keys, host keys."})
final class DoctorCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    @Parameters(arity = "0..1", paramLabel = "HOST", description = "A host that runs an agent.")
    private Optional<NodeName> name = Optional.empty();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    DoctorCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() throws IOException {
        List<Finding> findings = name.isPresent() ? network(name.get()) : controller();
        Console console = mesh.console();
        console.out().print(new FindingList(console.outPalette(), console.columns()).draw(findings));
        boolean bad = findings.stream().anyMatch(finding -> finding.level() == Finding.Level.BAD);
        return (bad ? ExitCode.ERROR : ExitCode.OK).value();
    }

    private List<Finding> network(NodeName host) throws IOException {
        Intent intent = mesh.intent();
        DesiredHost desired = intent.desired().hosts().stream().filter(one -> one.name().equals(host)).findFirst()
                .orElseThrow(() -> new MeshException(ExitCode.USAGE, "the mesh has no host '" + host + "'", ""));
        try (Transport transport = connection.open(mesh.setting(), mesh.workspace())) {
            return switch (new HostNetcheck(transport).of(desired.reach())) {
                case HostNetcheck.Answer.Failed failed -> throw new MeshException(
                        failed.refused() ? ExitCode.REFUSED : ExitCode.PARTIAL, host + ": " + failed.reason(), "");
                case HostNetcheck.Answer.NoAgent none -> throw MeshException.error(host + " runs no agent",
                        "Those that nobody can call have one, where some host has a relay.");
                case HostNetcheck.Answer.Said said -> findings(host, desired, said.text());
            };
        }
    }

    private static List<Finding> findings(NodeName host, DesiredHost desired, String said) {
        List<Finding> findings = NetworkFindings.of(said, desired.iface().mtu().bytes());
        if (findings.isEmpty()) {
            throw MeshException.error(host + " does not know what its network lets it do: "
                    + said.lines().reduce((first, last) -> last).orElse("its agent's program said nothing"), "");
        }
        return findings;
    }

    private List<Finding> controller() throws IOException {
        List<Finding> findings = new ArrayList<>(ControllerFindings.java(hasAgent()));
        findings.add(ControllerFindings.git(mesh.workspace().git().commit()));
        Intent intent = mesh.intent();
        findings.add(ControllerFindings.sshKeys(intent.mesh().hosts(), mesh.setting().environment()));
        findings.add(ControllerFindings.knownHosts(intent.mesh().hosts(),
                KnownHosts.read(mesh.workspace().knownHosts())));
        return findings;
    }

    private static boolean hasAgent() {
        try {
            BundledAgent.bundled();
            return true;
        } catch (MeshException none) {
            return false;
        }
    }
}
