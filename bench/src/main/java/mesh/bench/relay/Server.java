// SPDX-License-Identifier: Apache-2.0
package mesh.bench.relay;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A relay that runs, and how its clients speak. */
interface Server extends AutoCloseable {
    ServerProcess process();

    InetSocketAddress address();

    /** Two clients that are logged in, the first of which sends to the second. */
    Pair connect(int number) throws IOException;

    /** One client that only holds its connection. */
    TlsClient connectIdle(int number) throws IOException;

    /** What has to be said again for pairs that have been quiet. */
    default void refresh() throws IOException {}

    @Override
    void close() throws IOException;
}
