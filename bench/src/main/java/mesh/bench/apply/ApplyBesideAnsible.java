// SPDX-License-Identifier: Apache-2.0
package mesh.bench.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import mesh.bench.Measurement;
import mesh.bench.PeerMissingException;
import mesh.bench.Report;
import mesh.bench.command.Shell;
import mesh.lab.Lab;

/**
 * {@code apply-ansible}: applies to 50 hosts, beside an Ansible play that puts the same files in place with the same modes,
 * brings the interface up by the service or changes it live, and reads it back. Each has clean hosts of its own, once.
 */
public final class ApplyBesideAnsible implements Measurement {
    private static final double TARGET = 0.1;
    private static final int HOSTS = 50;
    private static final int SHORT_HOSTS = 10;

    @Override
    public String name() {
        return "apply-ansible";
    }

    @Override
    public String about() {
        return "mesh apply to 50 lab hosts, beside an Ansible play that does the same";
    }

    @Override
    public Report measure(boolean isShort) throws IOException, InterruptedException, PeerMissingException {
        String program = Shell.peer("ansible-playbook", "ANSIBLE_PLAYBOOK",
                "pip install ansible-core into a virtual environment and name it by ANSIBLE_PLAYBOOK, or install"
                        + " Debian's package ansible-core");
        if (!Lab.missing().isEmpty()) {
            throw new PeerMissingException(String.join("; ", Lab.missing()));
        }
        int hosts = isShort ? SHORT_HOSTS : HOSTS;
        Cases ours = new Cases();
        Cases theirs = new Cases();
        String lock;
        try (ApplyScene scene = ApplyScene.start(hosts + 1)) {
            ours.mesh(scene, hosts);
            lock = Files.readString(scene.shell().directory().resolve("mesh.lock"));
        }
        try (ApplyScene scene = ApplyScene.start(hosts + 1)) {
            Files.writeString(scene.shell().directory().resolve("mesh.lock"), lock);
            theirs.ansible(new AnsibleProject(program, scene), hosts);
        }
        return new Report(name(), "ansible", TARGET).less("first apply, s", ours.first, theirs.first, true)
                .less("one host added, s", ours.added, theirs.added, true)
                .less("no change, s", ours.none, theirs.none, true)
                .note(hosts + " hosts of a lab on this machine: what Python takes on the hosts is taken from its cores")
                .note("of Ansible: pipelining, a fork a host, no facts; masters of SSH still there after the first play");
    }

    private static final class Cases {
        private final List<Double> first = new ArrayList<>();
        private final List<Double> added = new ArrayList<>();
        private final List<Double> none = new ArrayList<>();

        void mesh(ApplyScene scene, int hosts) throws IOException, InterruptedException {
            scene.spec(hosts);
            first.add(scene.apply());
            scene.spec(hosts + 1);
            added.add(scene.apply());
            none.add(scene.apply());
        }

        void ansible(AnsibleProject project, int hosts) throws IOException, InterruptedException {
            project.prepare(hosts);
            first.add(project.play());
            project.prepare(hosts + 1);
            added.add(project.play());
            none.add(project.play());
        }
    }
}
