// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.util.HashMap;
import java.util.Map;

import mesh.desired.DesiredHost;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.files.HostPath;
import mesh.files.RenderedHost;
import mesh.host.SecretFiles;
import mesh.model.KeyPolicy.Custody;
import mesh.plan.Change;
import mesh.plan.HostPlan;

/** Opens the secrets that one host's plan writes, right before they are sent. Safe for concurrent use as its source is. */
public final class SecretOpener {
    private final SecretSource source;

    public SecretOpener(SecretSource source) {
        this.source = source;
    }

    /** @throws SecretUnavailableException if one of them cannot be had; nothing was sent */
    SecretFiles open(HostPlan plan) throws SecretUnavailableException {
        boolean bornOnHost = plan.desired().map(host -> host.iface().custody() == Custody.HOST).orElse(false);
        Map<HostPath, String> contents = new HashMap<>();
        for (Change change : plan.changes()) {
            if (change instanceof Change.FileWrite write) {
                open(write.file(), bornOnHost, contents);
            }
        }
        return new SecretFiles(contents);
    }

    /**
     * All secrets of a host's files but a key born there.
     *
     * @throws SecretUnavailableException if one of them cannot be had
     */
    public SecretFiles open(DesiredHost host, RenderedHost rendered) throws SecretUnavailableException {
        Map<HostPath, String> contents = new HashMap<>();
        for (HostFile file : rendered.files()) {
            open(file, host.iface().custody() == Custody.HOST, contents);
        }
        return new SecretFiles(contents);
    }

    private void open(HostFile file, boolean bornOnHost, Map<HostPath, String> contents)
            throws SecretUnavailableException {
        switch (file.content()) {
            case FileContent.Text text -> {
            }
            case FileContent.PrivateKey key -> {
                if (!bornOnHost) {
                    contents.put(file.path(), source.privateKey(key.publicKey()).revealBase64() + "\n");
                }
            }
            case FileContent.PresharedKey key -> contents.put(file.path(),
                    source.presharedKey(key.one(), key.other(), key.epoch()).revealBase64() + "\n");
        }
    }
}
