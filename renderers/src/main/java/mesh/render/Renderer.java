// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import mesh.desired.DesiredHost;
import mesh.files.RenderedHost;

/** One format. Implementations are stateless and safe for concurrent use. */
public interface Renderer {
    /**
     * The host's files, the same bytes for the same host on every run.
     *
     * @param host with all keys known
     * @throws IllegalArgumentException if a key is not known
     */
    RenderedHost render(DesiredHost host);
}
