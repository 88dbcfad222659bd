// SPDX-License-Identifier: Apache-2.0
package mesh.bench.apply;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

import mesh.bench.command.Shell;
import mesh.lab.LabHost;

/**
 * A playbook beside the files that mesh would write, each host's private key made beforehand.
 *
 * @param program {@code ansible-playbook}
 * @param scene the hosts; its lock knows all keys
 */
record AnsibleProject(String program, ApplyScene scene) {
    private static final int KEY_BYTES = 32;

    /** Lays the project down for the first {@code hosts}. Keys that are there stay. */
    void prepare(int hosts) throws IOException, InterruptedException {
        scene.spec(hosts);
        Path directory = scene.shell().directory();
        scene.shell().remove("out");
        scene.shell().run(List.of(Shell.mesh(), "render", "--out=out"));
        StringBuilder inventory = new StringBuilder();
        for (LabHost host : scene.lab().hosts().subList(0, hosts)) {
            inventory.append(host.name()).append(" ansible_host=").append(host.address())
                    .append(" ansible_user=root\n");
            Path from = directory.resolve("out").resolve(host.name());
            Path files = Files.createDirectories(directory.resolve("files").resolve(host.name()));
            copy(from.resolve("etc/wireguard/wg0.conf"), files);
            copy(from.resolve("etc/systemd/system/wg-quick@wg0.service.d/50-mesh.conf"), files);
            key(files.resolve("private.key"));
        }
        Files.writeString(directory.resolve("inventory"), inventory);
        resource("playbook.yml", "");
        resource("manifest.j2", "");
        resource("ansible.cfg", "ssh_args = -F none -o ControlMaster=auto -o ControlPersist=60s -o IdentitiesOnly=yes"
                + " -o UserKnownHostsFile=" + directory + "/known_hosts -i " + scene.lab().identityFile()
                + "\ncontrol_path_dir = " + directory + "/cp\n");
    }

    private static void copy(Path file, Path directory) throws IOException {
        Files.copy(file, directory.resolve(Objects.requireNonNull(file.getFileName())),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static void key(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            Files.writeString(file, Base64.getEncoder().encodeToString(key) + "\n");
        }
    }

    private void resource(String name, String more) throws IOException {
        try (InputStream in = Objects.requireNonNull(AnsibleProject.class.getResourceAsStream(name), name)) {
            Files.writeString(scene.shell().directory().resolve(name),
                    new String(in.readAllBytes(), StandardCharsets.UTF_8) + more);
        }
    }

    /** Seconds that the play takes, with a fork for each host. */
    double play() throws IOException, InterruptedException {
        return scene.shell().run(
                List.of(program, "--forks", Integer.toString(scene.lab().hosts().size()), "playbook.yml")).seconds();
    }
}
