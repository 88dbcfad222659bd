// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.concurrent.Callable;

import mesh.cli.run.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code mesh version}: which program this is. */
@Command(name = "version", mixinStandardHelpOptions = true, description = "Prints the version.")
final class VersionCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    VersionCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() {
        for (String line : new Text().getVersion()) {
            mesh.console().out().println(line);
        }
        return ExitCode.OK.value();
    }

    /** What {@code mesh version} and {@code -V} print. */
    static final class Text implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[]{"mesh " + version(),
                    "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch")};
        }

        private static String version() {
            Properties properties = new Properties();
            try (InputStream in = VersionCommand.class.getResourceAsStream("version.properties")) {
                if (in != null) {
                    properties.load(in);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return properties.getProperty("version", "unknown");
        }
    }
}
