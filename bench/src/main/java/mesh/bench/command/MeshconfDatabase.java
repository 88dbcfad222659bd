// SPDX-License-Identifier: Apache-2.0
package mesh.bench.command;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;

/** The CSV in which wg-meshconf keeps a mesh. */
final class MeshconfDatabase {
    private static final String COLUMNS = "Name,Address,Endpoint,AllowedIPs,ListenPort,PersistentKeepalive,FwMark,"
            + "PrivateKey,DNS,MTU,Table,PreUp,PostUp,PreDown,PostDown,SaveConfig";
    private static final int KEY_BYTES = 32;
    private static final int IN_A_NETWORK = 250;

    private MeshconfDatabase() {}

    static void write(Shell shell, int hosts) throws IOException {
        SecureRandom random = new SecureRandom();
        StringBuilder rows = new StringBuilder(COLUMNS).append('\n');
        for (int i = 0; i < hosts; i++) {
            byte[] key = new byte[KEY_BYTES];
            random.nextBytes(key);
            String place = i / IN_A_NETWORK + "." + (i % IN_A_NETWORK + 1);
            rows.append('h').append(i).append(",100.64.").append(place).append("/16,10.9.").append(place)
                    .append(",,51820,,,").append(Base64.getEncoder().encodeToString(key)).append(",,,,,,,,\n");
        }
        Files.writeString(shell.directory().resolve("database.csv"), rows);
    }
}
