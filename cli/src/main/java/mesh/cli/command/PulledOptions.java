// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.nio.file.Path;
import java.util.Optional;

import mesh.cli.flow.Intent;
import mesh.cli.flow.PulledReading;
import mesh.cli.run.Setting;
import mesh.report.ReportMemory;
import mesh.report.ReportReader;
import picocli.CommandLine.Option;

/** Where to look for what hosts that fetch their changes say, and for what is published for them. */
final class PulledOptions {
    @Option(names = "--reports", paramLabel = "DIR", description = "Reads reports of hosts that pull, HOST.report, from here, not from 'pull-report'.")
    private Optional<Path> reports = Optional.empty();

    @Option(names = "--bundles", paramLabel = "DIR", description = "Compares them with the bundles here, not with those at 'pull'.")
    private Optional<Path> bundles = Optional.empty();

    boolean isGiven() {
        return reports.isPresent() || bundles.isPresent();
    }

    PulledReading reading(Intent intent, Setting setting) {
        ReportReader reader = new ReportReader(intent.mesh().name(), ReportMemory.of(setting.environment()),
                setting.clock().instant());
        return new PulledReading(intent.mesh().name(), reader, reports.map(setting.directory()::resolve),
                bundles.map(setting.directory()::resolve));
    }
}
