// SPDX-License-Identifier: Apache-2.0
package mesh.files;

import java.util.List;

import mesh.name.NodeName;

/**
 * A host's files and how they are put to work.
 *
 * @param host whose they are
 * @param files sorted by path, paths unique
 * @param activation of the host's format
 */
public record RenderedHost(NodeName host, List<HostFile> files, Activation activation) {
    public RenderedHost {
        files = List.copyOf(files);
    }
}
