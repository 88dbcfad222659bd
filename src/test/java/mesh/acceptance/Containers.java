// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.HostConfig;

/**
 * Debian in containers of an engine that answers here, with systemd, sshd and WireGuard in user space. The image is made of
 * Debian's packages, pulled from nowhere, and removed with the containers.
 */
final class Containers implements AutoCloseable {
    private static final String IMAGE = "mesh-acceptance";
    private static final String PACKAGES = "systemd,systemd-sysv,dbus,openssh-server,wireguard-tools,wireguard-go,"
            + "iproute2,nftables,iputils-ping,procps,kmod";
    private static final int SSH = 22;
    private static final int BUILD_MINUTES = 15;

    private final Path identity;
    private final String tag = Long.toString(ProcessHandle.current().pid());
    private final Map<String, GenericContainer<?>> hosts = new LinkedHashMap<>();

    private Containers(Path identity) {
        this.identity = identity;
    }

    /** Starts the hosts, or skips the test and says why. */
    static Containers start(Path folder, String... names) throws IOException, InterruptedException {
        Optional<String> missing = missing();
        missing.ifPresent(reason -> System.err.println("Containers are not tried here: " + reason));
        Assumptions.assumeTrue(missing.isEmpty(), () -> "no containers here: " + missing.orElseThrow());
        Containers all = new Containers(folder.resolve("id_ed25519"));
        try {
            run(folder, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", all.identity.toString());
            all.buildImage(folder);
            for (String name : names) {
                all.hosts.put(name, all.container(name));
            }
            all.hosts.values().parallelStream().forEach(GenericContainer::start);
            all.hosts.forEach((name, host) -> Waiting.until("sshd of " + name, Duration.ofSeconds(120),
                    () -> all.run(name, "systemctl is-active ssh.service").getExitCode() == 0));
            return all;
        } catch (IOException | InterruptedException | RuntimeException | Error failed) {
            all.close();
            throw failed;
        }
    }

    private static Optional<String> missing() {
        if (!Files.exists(Path.of("/dev/net/tun"))) {
            return Optional.of("no /dev/net/tun: WireGuard in user space needs it");
        }
        if (!Files.isExecutable(Path.of("/usr/bin/mmdebstrap"))) {
            return Optional.of("no mmdebstrap, which makes the image");
        }
        return DockerClientFactory.instance().isDockerAvailable()
                ? Optional.empty()
                : Optional.of("no container engine answers");
    }

    private void buildImage(Path folder) throws IOException, InterruptedException {
        Path context = Files.createDirectory(folder.resolve("image"));
        Path tar = context.resolve("root.tar");
        run(folder, "mmdebstrap", "--quiet", "--variant=minbase", "--include=" + PACKAGES, suite(), tar.toString());
        Path recipe = Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nADD root.tar /\n");
        DockerClientFactory.instance().client().buildImageCmd().withBaseDirectory(context.toFile())
                .withDockerfile(recipe.toFile()).withTags(Set.of(IMAGE + ":" + tag))
                .exec(new BuildImageResultCallback()).awaitImageId(BUILD_MINUTES, TimeUnit.MINUTES);
        Files.delete(tar);
    }

    /** This machine's Debian, whose packages it can get; elsewhere what is stable. */
    private static String suite() throws IOException {
        List<String> release = Files.readAllLines(Path.of("/etc/os-release"));
        return release.contains("ID=debian")
                ? release.stream().filter(line -> line.startsWith("VERSION_CODENAME="))
                        .map(line -> line.substring(line.indexOf('=') + 1)).findFirst().orElse("stable")
                : "stable";
    }

    private GenericContainer<?> container(String name) throws IOException {
        return new GenericContainer<>(DockerImageName.parse(IMAGE + ":" + tag)).withImagePullPolicy(image -> false)
                .withCommand("/lib/systemd/systemd").withExposedPorts(SSH)
                .withCopyToContainer(Transferable.of(Files.readString(Path.of(identity + ".pub")), 0600),
                        "/root/.ssh/authorized_keys")
                .withTmpFs(Map.of("/run", "", "/run/lock", "", "/tmp", ""))
                .withCreateContainerCmdModifier(create -> {
                    HostConfig settings = create.getHostConfig();
                    assertThat(settings).isNotNull();
                    create.withHostName(name).withStopSignal("SIGRTMIN+3").withHostConfig(settings
                            .withCgroupnsMode("host").withBinds(Bind.parse("/sys/fs/cgroup:/sys/fs/cgroup:rw"))
                            .withSysctls(Map.of("net.ipv6.conf.all.disable_ipv6", "0"))
                            .withCapAdd(Capability.NET_ADMIN)
                            .withDevices(new Device("rwm", "/dev/net/tun", "/dev/net/tun")));
                });
    }

    /** A host's block in the spec. */
    String block(String name) {
        GenericContainer<?> host = host(name);
        return "  " + name + ":\n    os: linux\n    endpoint: " + address(host) + "\n    ssh: {host: 127.0.0.1, port: "
                + host.getMappedPort(SSH) + ", user: root, identity: [" + identity + "]}\n";
    }

    private static String address(GenericContainer<?> host) {
        return host.getContainerInfo().getNetworkSettings().getNetworks().values().iterator().next().getIpAddress();
    }

    /** Lines for {@code known_hosts}. */
    List<String> knownHosts() {
        List<String> lines = new ArrayList<>();
        hosts.forEach((name, host) -> lines.add("[127.0.0.1]:" + host.getMappedPort(SSH) + " "
                + run(name, "cut -d' ' -f1,2 /etc/ssh/ssh_host_ed25519_key.pub").getStdout().strip()));
        return lines;
    }

    ExecResult run(String name, String command) {
        try {
            return host(name).execInContainer("/bin/sh", "-c", command);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private GenericContainer<?> host(String name) {
        return Optional.ofNullable(hosts.get(name)).orElseThrow();
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        Path said = Files.createTempFile(folder, "said", ".txt");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended && process.exitValue() == 0).as(() -> String.join(" ", command) + "\n" + text(said)).isTrue();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        hosts.values().forEach(GenericContainer::stop);
        var client = DockerClientFactory.instance().client();
        client.listImagesCmd().exec().stream().filter(image -> image.getRepoTags() != null)
                .filter(image -> List.of(image.getRepoTags()).contains(IMAGE + ":" + tag))
                .forEach(image -> client.removeImageCmd(image.getId()).withForce(true).exec());
    }
}
