// SPDX-License-Identifier: Apache-2.0
package mesh.bench.kernel;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the machine printed.
 *
 * @param kernel its version
 * @param figures by name
 */
record Console(String kernel, Map<String, Double> figures) {
    private static final String FIGURE = "figure ";

    /** @throws IOException if the machine's program did not come to its end */
    static Console read(List<String> lines) throws IOException {
        if (!lines.contains("end well")) {
            throw new IOException("the machine did not come to its end:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size())));
        }
        String kernel = lines.stream().filter(line -> line.contains("kernel ")).findFirst().orElseThrow();
        return new Console(kernel.substring(kernel.indexOf("kernel ")), lines.stream()
                .filter(line -> line.startsWith(FIGURE)).map(line -> line.split(" "))
                .collect(Collectors.toMap(words -> words[1], words -> Double.parseDouble(words[2]))));
    }
}
