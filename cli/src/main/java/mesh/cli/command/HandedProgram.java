// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import mesh.cli.run.Console;
import mesh.cli.run.Setting;
import mesh.desired.DesiredHost;
import mesh.disk.AtomicFile;
import mesh.enrol.CloudConfig;
import mesh.enrol.Enrolment;
import mesh.enrol.EnrolmentStore;
import mesh.enrol.EnrolmentToken;
import mesh.enrol.OpenBsdSite;
import mesh.host.Preparation;
import mesh.host.PrepareProgram;

/**
 * Gives away a program that prepares a host which cannot be reached yet. It carries a new token, which is kept here until
 * the answer comes. Contacts nobody.
 */
final class HandedProgram {
    private final MeshCommand mesh;
    private final DesiredHost target;
    private final BootstrapWay way;

    HandedProgram(MeshCommand mesh, DesiredHost target, BootstrapWay way) {
        this.mesh = mesh;
        this.target = target;
        this.way = way;
    }

    /** Writes the program as {@code kind} says, where the options say. */
    void give(BootstrapWay.Kind kind, Preparation wanted) throws IOException {
        Enrolment enrolment = enrolment();
        byte[] program = PrepareProgram.answering(wanted, enrolment).standardInput();
        if (kind == BootstrapWay.Kind.SITE) {
            site(wanted, program);
            tell("Put both where the sets are, and a line of 'ls -l' for the first into index.txt.", enrolment);
        } else if (kind == BootstrapWay.Kind.CLOUD_INIT) {
            write(CloudConfig.of(program, enrolment).getBytes(StandardCharsets.UTF_8));
            tell("It is user data for " + target.name() + ".", enrolment);
        } else {
            write(program);
            tell("It runs on " + target.name() + " as root, by 'sh FILE'.", enrolment);
        }
    }

    private void site(Preparation wanted, byte[] program) throws IOException {
        OpenBsdSite site = new OpenBsdSite(way.release(), target.name());
        Path directory = mesh.setting().directory().resolve(way.site());
        AtomicFile.writePrivate(directory.resolve(site.setName()), site.set(program));
        AtomicFile.write(directory.resolve(site.answersName()),
                site.answers(target.reach().ssh().user(), wanted.keys().getFirst().line()));
        mesh.console().note("Wrote " + site.setName() + " and " + site.answersName() + " to " + way.site() + ".");
    }

    private Enrolment enrolment() throws IOException {
        Setting setting = mesh.setting();
        Instant expires = setting.clock().instant().plus(way.validFor()).truncatedTo(ChronoUnit.SECONDS);
        Enrolment made = new Enrolment(target.mesh(), target.name(), expires,
                Optional.of(EnrolmentToken.make(setting.keys())));
        EnrolmentStore.of(setting.environment()).save(made);
        return made;
    }

    private void write(byte[] content) throws IOException {
        Console console = mesh.console();
        if (way.out().isPresent()) {
            Path file = mesh.setting().directory().resolve(way.out().get());
            AtomicFile.writePrivate(file, content);
            console.note("Wrote " + way.out().get() + ".");
            return;
        }
        console.out().print(new String(content, StandardCharsets.UTF_8));
        console.out().flush();
    }

    private void tell(String where, Enrolment enrolment) {
        Console console = mesh.console();
        console.note(where);
        console.note("It is a secret until you took its answer by '" + mesh.hint("bootstrap " + target.name()
                + " --answer -") + "' on this machine, and of no use after " + enrolment.expires() + ".");
    }
}
