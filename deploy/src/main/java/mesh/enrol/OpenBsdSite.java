// SPDX-License-Identifier: Apache-2.0
package mesh.enrol;

import java.nio.charset.StandardCharsets;
import java.util.List;

import mesh.name.NodeName;
import mesh.name.UserName;

/**
 * What OpenBSD's installer takes for one host, so that it is prepared at its first boot: a site set with the program and
 * install.site(5), and answers for autoinstall(8). The set has the host's name, so the installer takes it by itself, and
 * several hosts can be installed from one place.
 *
 * @param release that is installed
 * @param host whose set it is
 */
public record OpenBsdSite(OpenBsdRelease release, NodeName host) {
    private static final String FILE = "root/mesh-prepare";
    private static final String ROOT = "root";

    /** The set: {@code site78-pi4.tgz}. */
    public String setName() {
        return "site" + release.digits() + "-" + host + ".tgz";
    }

    /** The answers, under the name that the installer asks for: {@code pi4-install.conf}. */
    public String answersName() {
        return host + "-install.conf";
    }

    /** The bytes of the set; the same for the same program. */
    public byte[] set(byte[] program) {
        return SiteArchive.of(List.of(new SiteArchive.Entry("install.site", 0755, installSite()),
                new SiteArchive.Entry(FILE, 0600, program)));
    }

    /** Runs at the end of the installation, before there are host keys and sshd: it asks rc(8) to do it. */
    private static byte[] installSite() {
        return """
                #!/bin/sh
                # The installer runs this in the new system. At the first boot rc(8) prepares the host, once.
                echo 'sh /%1$s && rm -f /%1$s' >>/etc/rc.firsttime
                rm -f /install.site
                """.formatted(FILE).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Answers to the installer's questions, by their own words; what is not here has the installer's default. Nobody can log in
     * with a password.
     *
     * @param user whom mesh logs in as
     * @param key line of authorized_keys
     */
    public String answers(UserName user, String key) {
        return """
                # Answers for host %1$s: autoinstall(8). Beside the sets: %2$s, with a line in index.txt.
                System hostname = %1$s
                Password for root = *************
                %3$sWhat timezone are you in = UTC
                Location of sets = http
                Set name(s) = +%2$s
                Checksum test for %2$s failed. Continue anyway = yes
                Unverified sets: %2$s. Continue without verification = yes
                """.formatted(host, setName(), user.text().equals(ROOT) ? rootLogin(key) : userLogin(user, key));
    }

    private static String rootLogin(String key) {
        return """
                Public ssh key for root account = %s
                Allow root ssh login = prohibit-password
                Setup a user = no
                """.formatted(key);
    }

    /** The installer takes fewer names than useradd(8); any other user is made at the first boot. */
    private static String userLogin(UserName user, String key) {
        if (!user.text().matches("[a-z][a-z0-9_]{0,30}")) {
            return "Allow root ssh login = no\nSetup a user = no\n";
        }
        return """
                Allow root ssh login = no
                Setup a user = %1$s
                Full name for user %1$s = %1$s
                Password for user %1$s = *************
                Public ssh key for user %1$s = %2$s
                """.formatted(user, key);
    }
}
