// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import mesh.files.Activation;
import mesh.model.Format;
import mesh.net.InterfaceName;

/** How interfaces come up and go down, by format; whoever renders files knows. Safe for concurrent use. */
@FunctionalInterface
public interface Activations {
    Activation of(Format format, InterfaceName interfaceName);
}
