// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

import mesh.apply.SecretOpener;
import mesh.apply.SecretUnavailableException;
import mesh.cli.run.Setting;
import mesh.cli.workspace.Workspace;
import mesh.desired.DesiredHost;
import mesh.desired.DesiredMesh;
import mesh.desired.HostTls;
import mesh.files.RenderedHost;
import mesh.host.Provenance;
import mesh.host.PullProgram;
import mesh.host.PullTerms;
import mesh.host.SecretFiles;
import mesh.model.Host;
import mesh.model.Pull;
import mesh.name.NodeName;
import mesh.pull.BundleFolder;
import mesh.pull.BundleFolder.Written;
import mesh.pull.BundleSigner;
import mesh.pull.BundleSigner.SigningException;
import mesh.vault.AgeException;
import mesh.vault.VaultSecretSource;

/** Writes the bundles of all hosts that pull. Used once, by one thread. */
public final class PublishRun {
    private final Setting setting;
    private final Workspace workspace;
    private final KeyMaker keys;
    private final BundleSigner signer;
    private final String signers;

    /** @param signers whom hosts trust once they have taken a bundle, as lines of an allowed signers file */
    public PublishRun(Setting setting, Workspace workspace, KeyMaker keys, BundleSigner signer, String signers) {
        this.setting = setting;
        this.workspace = workspace;
        this.keys = keys;
        this.signer = signer;
        this.signers = signers;
    }

    /**
     * What was written.
     *
     * @param changed bundles that say something new
     * @param renewed bundles that say the same for longer
     * @param kept bundles that are still good
     * @param left hosts without bundle: why, and what to do, a line each
     */
    public record Result(int changed, int renewed, int kept, List<String> left) {
        public Result {
            left = List.copyOf(left);
        }
    }

    /**
     * Writes them.
     *
     * @param directory exists
     * @param validity how long hosts take a bundle
     */
    public Result write(Intent intent, Path directory, Duration validity) throws IOException, AgeException,
            SigningException, SecretUnavailableException, InterruptedException {
        Instant now = setting.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        BundleFolder folder = new BundleFolder(directory, intent.mesh().name(), signer, now, validity);
        DesiredMesh desired = intent.desired().withoutUnknownPeers();
        SortedMap<NodeName, RenderedHost> rendered = new PlanMaker().render(desired);
        Map<Written, Integer> counts = new EnumMap<>(Written.class);
        List<String> left = new ArrayList<>();
        try (VaultSecretSource secrets = keys.secrets(intent)) {
            SecretOpener opener = new SecretOpener(secrets);
            for (Host host : intent.mesh().hosts().stream().filter(one -> one.pull().isPresent()).toList()) {
                DesiredHost wanted = desired.hosts().stream().filter(one -> one.name().equals(host.name())).findFirst()
                        .orElseThrow();
                Optional<RenderedHost> files = Optional.ofNullable(rendered.get(host.name()));
                Optional<String> why = obstacle(host, wanted, files.isPresent());
                if (why.isPresent()) {
                    left.add(host.name() + " gets no bundle: " + why.get());
                } else {
                    BundleFolder.Content content = content(wanted, files.orElseThrow(), opener,
                            new PullTerms(signers, host.pull().flatMap(Pull::reports)), now);
                    String recipient = host.pull().flatMap(Pull::recipient).orElseThrow();
                    counts.merge(folder.write(host.name(), content, recipient), 1, Integer::sum);
                }
            }
        }
        return new Result(counts.getOrDefault(Written.CHANGED, 0), counts.getOrDefault(Written.RENEWED, 0),
                counts.getOrDefault(Written.KEPT, 0), left);
    }

    private BundleFolder.Content content(DesiredHost host, RenderedHost files, SecretOpener opener, PullTerms terms,
            Instant now) throws SecretUnavailableException {
        SecretFiles secrets = opener.open(host, files);
        Provenance from = new Provenance(workspace.git().commit(), setting.operator(), now.toString());
        return new BundleFolder.Content(PullProgram.of(host, files, secrets, from, terms),
                PullProgram.of(host, files, secrets, PullProgram.NOBODY, terms));
    }

    private static Optional<String> obstacle(Host host, DesiredHost wanted, boolean known) {
        if (host.pull().flatMap(Pull::recipient).isEmpty()) {
            return Optional.of("it has no 'pull-key'; 'mesh publish --enrol " + host.name() + "' begins its enrolment");
        }
        if (!known) {
            return Optional.of("its WireGuard key is not known; 'mesh lock --key " + host.name()
                    + "=KEY' records what its enrolment printed");
        }
        if (wanted.ground().agent().isPresent()) {
            return Optional.of("some pair needs an agent on it, which only 'mesh apply' brings; say 'agent: never'");
        }
        if (wanted.ground().tls().flatMap(HostTls::own).isPresent()) {
            return Optional.of("it has a certificate, whose key only 'mesh apply' makes; take it from 'certificates'");
        }
        return Optional.empty();
    }
}
